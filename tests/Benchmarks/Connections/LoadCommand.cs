using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;

namespace Wva.Benchmarks.Connections;

/// <summary><c>connections-load</c>: the agents' side, a process of its own. It is told what to do by lines on its input, and answers by lines.</summary>
internal static class LoadCommand
{
    /// <summary>The word on the command line.</summary>
    public const string Name = "connections-load";

    // In 'step' a load that one replica carries: every page differs from the one before, no threshold is crossed. From 20 s, when it has settled, to 118 s.
    private const double FromSeconds = 20;
    private const double ToSeconds = 118;

    /// <summary>The samples that all of them send.</summary>
    public static RecordedSamples Engine() =>
        RecordedSamples.Of(RecordedInput.Pages("step").Where(page => page.AtSeconds is >= FromSeconds and <= ToSeconds));

    /// <summary>Runs until its input ends.</summary>
    /// <param name="args">Address, file of authorities, number of agents, busy share.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken stop)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(args[1]);
        var engine = Engine();
        var aggregator = new Uri(args[0]);
        var agents = new LoadGenerator(aggregator, authorities, engine, int.Parse(args[2], CultureInfo.InvariantCulture), double.Parse(args[3], CultureInfo.InvariantCulture));
        using var channel = LoadStream.Channel(aggregator, authorities);
        var probe = new FleetProbe(channel, engine);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        while (await Console.In.ReadLineAsync(stop) is { } line)
        {
            await Console.Out.WriteLineAsync(await DoAsync(line.Split(' '), agents, probe, ending.Token));
        }

        await ending.CancelAsync();
        return 0;
    }

    private static async Task<string> DoAsync(string[] words, LoadGenerator agents, FleetProbe probe, CancellationToken stop)
    {
        switch (words)
        {
            case ["open"]:
                try
                {
                    await agents.OpenAsync(stop);
                    return "opened";
                }
                catch (RpcException error)
                {
                    return error.Status.ToString().ReplaceLineEndings(" ");
                }

            case ["talk"]:
                _ = agents.RunAsync(stop);
                return "talking";
            case ["count"]:
                return string.Create(CultureInfo.InvariantCulture, $"{agents.Sent} {agents.Late} {agents.Ended}");
            case ["probe", var count]:
                return string.Join(' ', (await probe.RunAsync(int.Parse(count, CultureInfo.InvariantCulture), stop)).Select(value => value.ToString("F3", CultureInfo.InvariantCulture)));
            default:
                return $"'{string.Join(' ', words)}' is no order";
        }
    }
}
