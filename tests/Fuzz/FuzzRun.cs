using Wva.Testing.Pages;

namespace Wva.Fuzz;

/// <summary>Checks the cases of a run on several threads, and says how far it is.</summary>
internal sealed class FuzzRun(FuzzSources sources, FuzzOptions options, TextWriter output)
{
    private const int MostFindings = 20;

    private static readonly TimeSpan Report = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private long _lastReport = TimeProvider.System.GetTimestamp();
    private int _findings;

    /// <summary>Runs.</summary>
    /// <returns>How many findings.</returns>
    public int Run()
    {
        output.WriteLine($"seed {options.Seed}, {sources.Engines.Count} engines with {sources.Engines.Sum(pages => pages.Count)} pages, {sources.Small.Count} texts, {options.Threads} threads");
        Run("pieces", options.Pieces, static (PageFuzz fuzz, long index, out long bytes) =>
        {
            var finding = fuzz.CheckPiece(index, out var read);
            bytes = read;
            return (finding, 1);
        });
        Run("pages", options.Pages, static (PageFuzz fuzz, long index, out long bytes) =>
        {
            var finding = fuzz.CheckPages(index, out var pages, out var read);
            bytes = read;
            return (finding, pages);
        });
        return _findings;
    }

    private delegate (FuzzFinding? Finding, int Count) Check(PageFuzz fuzz, long index, out long bytes);

    private void Run(string what, long wanted, Check check)
    {
        var (next, done, bytes) = (options.From - 1, 0L, 0L);
        var threads = Enumerable.Range(0, options.Threads).Select(_ => new Thread(() =>
        {
            using var fuzz = new PageFuzz(sources, options.Seed);
            while (Interlocked.Read(ref done) < wanted && _findings < MostFindings)
            {
                var index = Interlocked.Increment(ref next);
                var (finding, count) = check(fuzz, index, out var read);
                var sum = Interlocked.Add(ref done, count);
                Interlocked.Add(ref bytes, read);
                Tell(what, finding, index, sum);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        output.WriteLine($"{what}: {done} done, {bytes} bytes, cases {options.From} to {next}, {Seconds()} s so far, {_findings} findings");
    }

    private void Tell(string what, FuzzFinding? finding, long index, long done)
    {
        lock (_lock)
        {
            if (finding is not null)
            {
                _findings++;
                output.WriteLine($"FOUND in {what} case {index}: {finding.Difference}\n  page: {FuzzText.Of(Shrinker.Shrink(finding).Span)}");
            }
            else if (TimeProvider.System.GetElapsedTime(_lastReport) >= Report)
            {
                _lastReport = TimeProvider.System.GetTimestamp();
                output.WriteLine($"{what}: {done}, case {index}, {Seconds()} s");
            }
        }
    }

    private string Seconds() => TimeProvider.System.GetElapsedTime(_started).TotalSeconds.ToString("F0", System.Globalization.CultureInfo.InvariantCulture);
}
