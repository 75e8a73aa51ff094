using System.Globalization;
using System.Net;
using System.Text;
using Wva.Simulation.Recordings;

namespace Wva.Benchmarks.WireBytes;

/// <summary>An engine whose agent's bytes are counted.</summary>
/// <param name="Name">What a row calls it.</param>
/// <param name="BudgetBytesPerSecond">Bytes a second on average; null where the design gives none.</param>
/// <param name="Pages">What it shows, in order.</param>
internal sealed record WireCase(string Name, double? BudgetBytesPerSecond, IReadOnlyList<RecordedPage> Pages)
{
    private const string ProcessorSeconds = "process_cpu_seconds_total ";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WireCase> All(TimeSpan length)
    {
        // Before its load comes: up, asked before, nothing runs.
        var atEase = RecordedInput.Pages("step").First(page => page.Status == (int)HttpStatusCode.OK) with { AtSeconds = 0 };
        return
        [
            new("step", 150, RecordedInput.Pages("step")),
            new("crash", null, RecordedInput.Pages("crash")),
            new("idle, nothing moves", 10, [atEase]),
            new("idle, only process_cpu_seconds_total moves", 10, [.. Ticking(atEase, length)]),
        ];
    }

    /// <summary>The same page once a second, its processor seconds growing as those of a real idle engine do.</summary>
    /// <exception cref="InvalidDataException">The page has no such line.</exception>
    public static IEnumerable<RecordedPage> Ticking(RecordedPage page, TimeSpan length)
    {
        var text = Encoding.UTF8.GetString(page.Body.Span);
        var from = text.IndexOf("\n" + ProcessorSeconds, StringComparison.Ordinal) + 1;
        if (from == 0)
        {
            throw new InvalidDataException($"the page has no '{ProcessorSeconds.Trim()}'");
        }

        from += ProcessorSeconds.Length;
        var rest = text[text.IndexOf('\n', from)..];
        for (var second = 0; second <= length.TotalSeconds; second++)
        {
            var body = string.Create(CultureInfo.InvariantCulture, $"{text[..from]}{100 + (second * 0.02)}{rest}");
            yield return page with { AtSeconds = second, Body = Encoding.UTF8.GetBytes(body) };
        }
    }
}
