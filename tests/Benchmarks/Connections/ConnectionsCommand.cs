using Wva.Benchmarks.Measuring;
using Wva.Testing;

namespace Wva.Benchmarks.Connections;

/// <summary><c>connections</c>: agents' streams, each its own TLS connection, into the published aggregator; memory, processor time and latency, and what settings change.</summary>
internal static class ConnectionsCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "connections";

    private const double DesignBusyShare = 0.05;

    private static readonly int[] Sweep = [1_000, 2_000, 5_000, 10_000, 18_000];

    private static readonly NumberOption[] Options =
    [
        new("--count", 2_000, 1, 19_000), // a process may open 20,000 files on most machines
        new("--busy", 1, 0, 1),
        new("--seconds", 20, 1, 3600),
        new("--settle", 10, 0, 3600),
        new("--probes", 250, 1, 100_000),
        NumberOption.Switch("--sweep"),
        new("--rows", ConnectionSetting.All.Count, 1, ConnectionSetting.All.Count), // of the settings, the first ones
    ];

    /// <summary>Runs all, a table at the end.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (NumberOptions.Read(Options, args, out var error) is not { } options)
        {
            await errors.WriteLineAsync($"{Name}: {error}");
            return 2;
        }

        await PublishedPrograms.BuildAsync(stop);
        await output.WriteLineAsync(RunHeading.Write(options.IsOn("--sweep") ? "Agents' connections: growth" : "Agents' connections: settings", [Name, .. args]));
        await (options.IsOn("--sweep") ? SweepAsync(options, output, errors, stop) : CompareAsync(options, output, errors, stop));
        return 0;
    }

    private static ConnectionPlan Plan(NumberOptions options, double busyShare, bool withTypes) => new(
        busyShare, Idle: options.Seconds("--seconds") / 4, options.Seconds("--settle"), options.Seconds("--seconds"), options.Whole("--probes"), withTypes);

    private static async Task CompareAsync(NumberOptions options, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var results = new List<ConnectionResult>();
        foreach (var setting in ConnectionSetting.All.Take(options.Whole("--rows")))
        {
            var plan = Plan(options, options["--busy"], withTypes: results.Count == 0);
            await RunAsync(setting, options.Whole("--count"), plan, results, errors, stop);
        }

        await output.WriteLineAsync(ConnectionTables.Runs(results));
        await output.WriteLineAsync(ConnectionTables.Dominates(results[0]) + "\n");
        await output.WriteLineAsync("Live objects of the whole process, as shipped:\n\n" + ConnectionTables.Types(results[0]));
    }

    private static async Task SweepAsync(NumberOptions options, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var results = new List<ConnectionResult>();
        foreach (var count in Sweep)
        {
            if (count > MaxConnections())
            {
                await output.WriteLineAsync($"{count} connections: left out, a process may not open so many files here (`ulimit -n`).\n");
                continue;
            }

            await RunAsync(ConnectionSetting.Shipped, count, Plan(options, DesignBusyShare, withTypes: false), results, errors, stop);
        }

        await output.WriteLineAsync(ConnectionTables.Runs(results));
        await output.WriteLineAsync(ConnectionTables.Growth(results));
        await output.WriteLineAsync(ConnectionTables.Dominates(results[^1]));
    }

    private static async Task RunAsync(ConnectionSetting setting, int count, ConnectionPlan plan, List<ConnectionResult> results, TextWriter errors, CancellationToken stop)
    {
        await errors.WriteLineAsync($"{setting.Name}, {count} connections ...");
        results.Add(await ConnectionRun.RunAsync(setting, count, plan, stop));
        await errors.WriteAsync(ConnectionTables.Runs(results[^1..]));
    }

    // A connection is a file at each end; some hundreds are the programs' own.
    private static int MaxConnections()
    {
        var limit = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        return (limit == "unlimited" ? int.MaxValue : int.Parse(limit, System.Globalization.CultureInfo.InvariantCulture)) - 500;
    }
}
