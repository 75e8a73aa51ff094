using System.Globalization;
using Wva.Api;

namespace Wva.Local.Run;

/// <summary>Aggregators that ended by themselves and are started again: which, when, and for how long each was gone. They are the one thing that an aggregator cannot report; which pods are quiet, it can. Called from anywhere.</summary>
/// <param name="time">The clock; the run begins now.</param>
internal sealed class Outages(TimeProvider time)
{
    private const int Kept = 4;

    private readonly Lock _lock = new();
    private readonly List<Outage> _outages = [];
    private readonly long _began = time.GetTimestamp();

    /// <summary>A process has ended.</summary>
    public void Begin(string process)
    {
        lock (_lock)
        {
            _outages.Add(new Outage(process, time.GetTimestamp(), Lasted: null));
            if (_outages.Count > Kept)
            {
                _outages.RemoveAt(0);
            }
        }
    }

    /// <summary>A process is there; nothing happens where it was before.</summary>
    public void End(string process)
    {
        lock (_lock)
        {
            if (Open(process) is var index and >= 0)
            {
                _outages[index] = _outages[index] with { Lasted = time.GetElapsedTime(_outages[index].Since) };
            }
        }
    }

    /// <summary>A line each, the newest last.</summary>
    /// <param name="isLive">Whether a line may change from look to look; else it changes once, when the process is back.</param>
    public IReadOnlyList<string> Lines(bool isLive)
    {
        lock (_lock)
        {
            return [.. _outages.Select(outage => Line(outage, isLive))];
        }
    }

    private int Open(string process) => _outages.FindLastIndex(outage => outage.Lasted is null && string.Equals(outage.Process, process, StringComparison.Ordinal));

    private string Line(Outage outage, bool isLive)
    {
        var at = time.GetElapsedTime(_began, outage.Since).TotalSeconds;
        var what = outage.Lasted is { } lasted ? $"was gone for {ReportWords.Span(lasted.TotalSeconds)}"
            : isLive ? $"ended {ReportWords.Span(time.GetElapsedTime(outage.Since).TotalSeconds)} ago, and is started again"
            : "ended, and is started again";
        return string.Create(CultureInfo.InvariantCulture, $"{at,6:0.0} s  {outage.Process} {what}");
    }

    private sealed record Outage(string Process, long Since, TimeSpan? Lasted);
}
