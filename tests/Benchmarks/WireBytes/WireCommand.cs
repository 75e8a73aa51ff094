using System.Globalization;
using Wva.Benchmarks.Connections;
using Wva.Benchmarks.Measuring;
using Wva.Local.Run;
using Wva.Testing;
using AggregatorProcess = Wva.Benchmarks.Connections.AggregatorProcess;

namespace Wva.Benchmarks.WireBytes;

/// <summary><c>wire</c>: bytes a second between the published agent and the published aggregator, TLS included, over whole recordings and beside idle engines; all at the same time.</summary>
internal static class WireCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "wire";

    // step, the longest recording, takes 8 minutes 30.
    private static readonly NumberOption[] Options = [new("--minutes", 9, 0.1, 600)];

    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(3);

    /// <summary>Runs all and prints a table.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (NumberOptions.Read(Options, args, out var error) is not { } options)
        {
            await errors.WriteLineAsync($"{Name}: {error}");
            return 2;
        }

        await PublishedPrograms.BuildAsync(stop);
        await output.WriteLineAsync(RunHeading.Write("Bytes on the wire", [Name, .. args]));
        var table = new MarkdownTable(
            "engine", "seconds", "pages read", "sent B", "of it opening", "**sent B/s, all**", "sent B/s after the opening", "budget B/s", "received B/s, all", "connections", "agent CPU, % of a core");
        foreach (var result in await CountAsync(TimeSpan.FromMinutes(options["--minutes"]), stop))
        {
            Add(table, result);
        }

        await output.WriteLineAsync(table.ToString());
        await output.WriteLineAsync("Counted by a relay between the two: payload of TCP, so TLS records, HTTP/2 frames and pings included, headers of TCP and IP not. Opening is the first 3 s: TLS handshake, HTTP/2 settings, the engine's description, the first full sample.");
        return 0;
    }

    private static async Task<IReadOnlyList<WireResult>> CountAsync(TimeSpan length, CancellationToken stop)
    {
        using var logs = new RunFolder(keep: null);
        await using var aggregator = await AggregatorProcess.StartAsync(ConnectionSetting.Shipped, LoadCommand.Engine().Engine.Models[0], stop);
        var runs = new List<WireRun>();
        try
        {
            foreach (var wireCase in WireCase.All(length))
            {
                runs.Add(await WireRun.StartAsync(wireCase, runs.Count, aggregator, length, logs.Path));
            }

            return await Task.WhenAll(runs.Select(run => run.CountAsync(Opening, stop)));
        }
        finally
        {
            foreach (var run in runs)
            {
                await run.DisposeAsync();
            }
        }
    }

    private static void Add(MarkdownTable table, WireResult result)
    {
        var seconds = result.Length.TotalSeconds;
        table.Add(
            result.Case.Name,
            Number(seconds, "F0"),
            Number(result.Scrapes, "N0"),
            Number(result.Sent, "N0"),
            Number(result.OpeningSent, "N0"),
            $"**{Number(result.Sent / seconds, "F1")}**",
            Number((result.Sent - result.OpeningSent) / (seconds - Opening.TotalSeconds), "F1"),
            result.Case.BudgetBytesPerSecond is { } budget ? Number(budget, "F0") : "none",
            Number(result.Received / seconds, "F1"),
            Number(result.Connections, "N0"),
            Number(100 * result.ProcessorSeconds / seconds, "F2"));
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
