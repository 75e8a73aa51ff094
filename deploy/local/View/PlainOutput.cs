using Wva.Api;

namespace Wva.Local.View;

/// <summary>Logs and pipes: a line a change, each with its time; nothing while nothing changes.</summary>
internal sealed class PlainOutput(TextWriter output) : IFleetOutput
{
    private StatusReport? _before;
    private IReadOnlyList<string> _facts = [];
    private bool _answers = true;
    private TimeSpan _lastAnswer;

    /// <inheritdoc/>
    public void Show(FleetHistory history, TimeSpan now, IReadOnlyList<string> facts)
    {
        var lines = new List<string>();
        if (!facts.SequenceEqual(_facts, StringComparer.Ordinal))
        {
            lines.AddRange(facts.Except(_facts, StringComparer.Ordinal));
            _facts = [.. facts];
        }

        if (history.Problem.Length > 0)
        {
            AddProblem(history.Problem, lines);
        }
        else if (history.Report is { } report)
        {
            AddAnswer(report, now, lines);
        }

        foreach (var line in lines)
        {
            output.WriteLine(VisibleText.Clean(line));
        }

        output.Flush();
    }

    /// <inheritdoc/>
    public void End() => output.Flush();

    private void AddProblem(string problem, List<string> lines)
    {
        if (_answers)
        {
            lines.Add($"no answer: {problem}");
        }

        _answers = false;
    }

    private void AddAnswer(StatusReport report, TimeSpan now, List<string> lines)
    {
        if (!_answers)
        {
            lines.Add($"{ReportWords.Clock(report.Time)}  answers again, after {ReportWords.Span((now - _lastAnswer).TotalSeconds)}");
        }

        (_answers, _lastAnswer) = (true, now);
        lines.AddRange(ChangeLines.Between(_before, report).Select(line => $"{ReportWords.Clock(report.Time)}  {line}"));
        _before = report;
    }
}
