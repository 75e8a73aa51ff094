using Wva.Local;
using Wva.Local.Measure;
using Wva.Local.Run;
using Wva.Local.Watch;
using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Benchmarks.LoadStep;

/// <summary>One start of the published agent and aggregator, from nothing to the decision that a load step calls for.</summary>
internal static class LoadStepStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly UpOptions Programs = new() { Recording = "step", Agent = PublishedPrograms.Agent, Aggregator = PublishedPrograms.Aggregator };

    /// <summary>Runs it.</summary>
    /// <param name="pages">The engine before and after.</param>
    /// <param name="at">When the step comes, since the engine started.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="InvalidOperationException">No value was published before the step, or none because of it.</exception>
    public static async Task<LoadStepResult> RunAsync(LoadStepPages pages, TimeSpan at, CancellationToken stop)
    {
        var player = pages.ToPlayer(at);
        using var folder = new RunFolder(keep: null);
        new LocalVariant(RecordedModel.Of(player.Pages)).Write(folder.Variants);
        await using var system = await LocalSystem.StartAsync(Programs, folder, player, TimeProvider.System, stop);
        var journal = new RunJournal();
        await WatchAsync(system, player, at + Patience, journal, stop);
        var decision = journal.Decisions.FirstOrDefault();
        return decision is { From: 1, To: 2, Latency: { } whole } && decision.At > at && system.Engine.FirstServedAt(1) is { } read
            ? new LoadStepResult(read - at, decision.At - read, whole)
            : throw new InvalidOperationException($"no decision 1 -> 2 within {Patience} of the step; {decision?.ToString() ?? system.Failure ?? "nothing was published"}");
    }

    private static async Task WatchAsync(LocalSystem system, RecordingPlayer player, TimeSpan atMost, RunJournal journal, CancellationToken stop)
    {
        var demand = RecordedDemand.Shown(player, new ScalingPolicy());
        using var over = new CancellationTokenSource(atMost, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        await new StatusWatcher(LocalVariant.StatusFile(system.Variants), TimeProvider.System).WatchAsync(
            status =>
            {
                journal.See(system.Engine.Elapsed, status.Replicas, status.Reason, status.Message, demand);
                if (journal.Decisions.Any())
                {
                    over.Cancel();
                }
            },
            either.Token);
        stop.ThrowIfCancellationRequested();
    }
}
