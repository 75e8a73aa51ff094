using Wva.Benchmarks.Measuring;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.Benchmarks.Footprint;

/// <summary><c>footprint</c>: what the published agent costs beside an engine, and what scrapers cost that one could run instead, in one run on the same pages.</summary>
internal static class FootprintCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "footprint";

    private static readonly NumberOption[] Options =
    [
        new("--scrapes", 20_000, 20, 10_000_000),
        new("--minutes", 5, 0.1, 8), // step, the recording, takes 8 minutes 30
        new("--starts", 20, 1, 1000),
        new("--settle", 30, 0, 600),
    ];

    /// <summary>Runs all, then prints the tables.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (NumberOptions.Read(Options, args, out var error) is not { } options)
        {
            await errors.WriteLineAsync($"{Name}: {error}");
            return 2;
        }

        await PublishedPrograms.BuildAsync(stop);
        await output.WriteLineAsync(RunHeading.Write("Footprint", [Name, .. args]));
        using var folder = new RunFolder(keep: null);
        var certificates = LocalCertificates.Write(folder.Path, TimeProvider.System);
        await using var first = await SampleSink.StartAsync(certificates, stop);
        await using var second = await SampleSink.StartAsync(certificates, stop);
        await errors.WriteLineAsync("starts ...");
        var starts = await StartRun.RunAsync(options.Whole("--starts"), first, certificates, folder.Path, stop);
        await errors.WriteLineAsync("at one page a second, beside other scrapers ...");
        var beside = await BesideAsync(options, first, certificates, folder.Path, stop);
        await errors.WriteLineAsync("at 20 pages a second ...");
        var (one, two) = await LongRun.RunAsync(options.Whole("--scrapes"), [first, second], certificates, folder.Path, stop);
        await output.WriteLineAsync(FootprintTables.Agent(starts, one, two, beside[0]!));
        await output.WriteLineAsync(FootprintTables.Beside(beside, options["--minutes"]));
        return 0;
    }

    // All at once: each has an engine of its own that plays the same pages, and the same other work beside it.
    private static async Task<IReadOnlyList<ScraperFootprint?>> BesideAsync(NumberOptions options, SampleSink sink, LocalCertificates certificates, string folder, CancellationToken stop)
    {
        await using var remote = await RemoteWriteSink.StartAsync(stop);
        var runs = new List<ScraperRun?>
        {
            await ScraperRun.StartAsync("wva-agent", PublishedPrograms.Agent, (engine, port) => AtOnePageASecond(engine, port, certificates), sink.Address.Port, folder),
        };
        try
        {
            foreach (var scraper in Scraper.All)
            {
                var name = $"scraper-{runs.Count}";
                runs.Add(scraper.Program is null
                    ? null
                    : await ScraperRun.StartAsync(name, scraper.Program, (engine, port) => scraper.Configure(Path.Combine(folder, name), engine, port), remote.Port, folder));
            }

            return await Task.WhenAll(runs.Select(run =>
                run is null ? Task.FromResult<ScraperFootprint?>(null) : MeasureAsync(run, options, stop)));
        }
        finally
        {
            foreach (var run in runs)
            {
                await (run?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }
    }

    private static async Task<ScraperFootprint?> MeasureAsync(ScraperRun run, NumberOptions options, CancellationToken stop) =>
        await run.MeasureAsync(options.Seconds("--settle"), TimeSpan.FromMinutes(options["--minutes"]), stop);

    // One page a second is asked for, as of the others: under load it would by itself look oftener.
    private static string[] AtOnePageASecond(Uri engine, int port, LocalCertificates certificates) =>
        AgentArguments.Of($"https://127.0.0.1:{port}", certificates.Authority, engine.ToString(), "127.0.0.1:0", "v-0", "--fast-period", "1s");
}
