using System.Globalization;
using Wva.Local.Measure;
using Wva.Local.Run;
using Wva.Local.View;
using Wva.Local.Watch;
using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;

namespace Wva.Local.Recorded;

/// <summary><c>up</c> around a recorded engine: an agent beside it, an aggregator, and each published value with the time that it took. What ends by itself ends the run.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where to print.</param>
/// <param name="view">The view; without one each published value is a line.</param>
internal sealed class RecordedCommand(UpOptions options, TimeProvider time, TextWriter output, IFleetOutput view)
{
    /// <summary>Runs to the end, or until told to stop; the summary is the last line in both cases.</summary>
    /// <exception cref="InvalidDataException">The recording cannot be read, or has no such moment.</exception>
    /// <exception cref="InvalidOperationException">A process failed; the message says which and how.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var player = Open();
        var demand = RecordedDemand.Shown(player, new ScalingPolicy());
        var variant = new LocalVariant(RecordedModel.Of(player.Pages));
        using var folder = new RunFolder(options.Keep);
        variant.Write(folder.Variants);
        var certificates = LocalCertificates.Write(folder.Path, time);
        await using var aggregator = new AggregatorProcess("aggregator", options.Aggregator, folder, certificates, time);
        await aggregator.StartAsync(stop);
        var listen = FreePort.Loopback();
        await using var engine = RecordedEngine.Start(player, time); // its time is the run's
        var arguments = AgentArguments.Of(aggregator.Grpc, certificates.Authority, engine.Url.ToString(), listen, LocalVariant.Name + "-0");
        await using var agent = await ChildProcess.StartAsync("agent", options.Agent, arguments, folder.File("agent.log"), time);
        string[] heading =
        [
            $"playing {options.Recording} from {Seconds(player.From)}: {variant.Model}, {Seconds(player.Length)} of pages",
            $"engine      {engine.Url}",
            $"agent       http://{listen}/metrics",
            aggregator.Description,
            string.Create(CultureInfo.InvariantCulture, $"variant     {LocalVariant.ManifestFile(folder.Variants)}: cost {LocalVariant.Cost}, 1 to {LocalVariant.MaxReplicas} replicas"),
            $"periods     page every 1 s, at best 0.25 s while requests wait or KV use is 0.6 or more; cycle 1 s; scale-in window {Seconds(LocalVariant.ScaleInStabilization)}",
        ];
        await Around(aggregator, agent, heading, Left(player, engine), new RecordedJournal(demand, player.Length, engine), folder).RunAsync(stop);
    }

    private FleetRun Around(AggregatorProcess aggregator, ChildProcess agent, string[] heading, TimeSpan length, RecordedJournal journal, RunFolder folder) => new(options, time, output, options.Plain ? null : view)
    {
        Aggregators = [aggregator],
        Heading = heading,
        Length = length,
        Facts = () => journal.Facts,
        Start = end => [WatchAsync(folder, journal, end), aggregator.FailAtEndAsync(end), ChildFailure.WaitAsync(agent, end)],
        Sum = journal.Sum,
    };

    private RecordingPlayer Open()
    {
        var pages = RecordingReader.ReadAll(options.Recording!);
        return options.From.TotalSeconds <= pages[^1].AtSeconds
            ? new RecordingPlayer(pages, options.From)
            : throw new InvalidDataException($"--from: '{options.From.TotalSeconds}' lies behind the last page; allowed: 0 to {pages[^1].AtSeconds} seconds");
    }

    // A slow start may have used it up.
    private TimeSpan Left(RecordingPlayer player, RecordedEngine engine)
    {
        var left = (options.Length < player.Length ? options.Length.Value : player.Length) - engine.Elapsed;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private Task WatchAsync(RunFolder folder, RecordedJournal journal, CancellationToken end) =>
        new StatusWatcher(LocalVariant.StatusFile(folder.Variants), time).WatchAsync(
            status =>
            {
                if (journal.See(status) is { } line && options.Plain)
                {
                    output.WriteLine(line);
                }
            },
            end);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(time.TotalSeconds, 1)} s");
}
