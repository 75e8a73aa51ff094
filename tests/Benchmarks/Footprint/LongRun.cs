using Wva.Local.Run;
using Wva.Simulation.Recordings;

namespace Wva.Benchmarks.Footprint;

/// <summary>Agents that read 20 pages a second, each another page of the recording: hours of an agent at one a second, in minutes.</summary>
internal static class LongRun
{
    private const int PerSecond = 20;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs one agent with one sink and one with two, beside each other.</summary>
    /// <param name="scrapes">Pages each reads.</param>
    /// <param name="sinks">Two sinks.</param>
    /// <param name="certificates">Theirs.</param>
    /// <param name="folder">For logs and copies.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<(LongRunResult One, LongRunResult Two)> RunAsync(
        int scrapes, IReadOnlyList<SampleSink> sinks, LocalCertificates certificates, string folder, CancellationToken stop)
    {
        var pages = Looped(RecordedInput.Pages("step"), scrapes + (PerSecond * 60));
        var one = RunAsync("one", scrapes, pages, sinks[0].Address.ToString(), certificates, folder, stop);
        var two = RunAsync("two", scrapes, pages, $"{sinks[0].Address},{sinks[1].Address}", certificates, folder, stop);
        await Task.WhenAll(one, two);
        return (await one, await two);
    }

    /// <summary>Pages over and over, 20 a second; where they begin again the engine has been restarted.</summary>
    public static IReadOnlyList<RecordedPage> Looped(IReadOnlyList<RecordedPage> pages, int count) =>
        [.. Enumerable.Range(0, count).Select(i => pages[i % pages.Count] with { AtSeconds = (double)i / PerSecond })];

    private static async Task<LongRunResult> RunAsync(
        string name, int scrapes, IReadOnlyList<RecordedPage> pages, string aggregators, LocalCertificates certificates, string folder, CancellationToken stop)
    {
        await using var engine = RecordedEngine.Start(new RecordingPlayer(pages), TimeProvider.System);
        using var group = MemoryGroup.TryMake("long-" + name);
        await using var agent = await PublishedAgent.StartAsync(
            "long-" + name, folder, aggregators, certificates.Authority, engine.Url, ["--sample-period", "50ms", "--fast-period", "50ms"], group?.Launcher(Path.Combine(folder, $"long-{name}.copy")));
        var began = TimeProvider.System.GetTimestamp();
        var peak = 0L;
        while (engine.Answers < scrapes)
        {
            await Task.Delay(Look, TimeProvider.System, stop);
            peak = Math.Max(peak, agent.Use.ResidentKiB);
        }

        var use = agent.Use;
        return new LongRunResult(engine.Answers, TimeProvider.System.GetElapsedTime(began), use, peak, group?.WorkingSetKiB());
    }
}
