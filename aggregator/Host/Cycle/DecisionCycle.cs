using System.Globalization;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Kubernetes.Resources;
using Wva.Scaling;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Cycle;

/// <summary>One decision over everything: store -> fleet -> core -> sink. Knows no timer.</summary>
internal sealed class DecisionCycle(IVariantStore store, FleetGate fleet, ICycleSink sink, AggregatorOptions options, TimeProvider time)
{
    private LearnedState? _learned;

    /// <summary>The term that it decides in; null before the first.</summary>
    public long? Epoch { get; private set; }

    /// <summary>Begins a term: takes over what whoever decided before published and remembered. Without that nothing is scaled in before a whole window has passed, and what was published stands.</summary>
    /// <exception cref="IOException">It could not be read: nothing may be decided yet.</exception>
    public async Task TakeOverAsync(long epoch, CancellationToken cancellation)
    {
        await store.ReadAgainAsync(cancellation);
        if (await store.LoadStateAsync(cancellation) is { } state)
        {
            fleet.Restore(state.Replicas.Select(StateConversions.ToKnown));
            _learned = Memories.TakenOver(state.Learned, time.GetUtcNow());
        }
        else
        {
            _learned = LearnedState.StartedAt(time.GetUtcNow());
        }

        Epoch = epoch;
    }

    /// <summary>Decides once, in the term last begun.</summary>
    /// <returns>Time of the snapshot decided on.</returns>
    public async Task<DateTimeOffset> RunAsync(CancellationToken cancellation)
    {
        if (_learned is null || Epoch is not { } epoch)
        {
            throw new InvalidOperationException("TakeOverAsync comes first");
        }

        var view = store.Current;
        var now = time.GetUtcNow();
        var before = Memories.Before(_learned, view, now);
        var reading = fleet.Read(VariantInputs.Of(view), view.Policy, now);

        // The period is the process's and not the file's: a longer one than the core expects would look like a restart before each cycle.
        var scenario = new Scenario(reading.Fleet, PolicyReader.WithCyclePeriod(view.Policy, options.Cycle), before)
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{epoch}/{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}"),
        };
        var (plan, decided) = ScalingCore.Decide(scenario.Fleet, scenario.Policy, scenario.Learned);
        var learned = Memories.After(decided, before, view, now);
        await sink.PublishAsync(new CycleOutcome(view, reading, scenario, plan, decided, learned, epoch), cancellation);

        // Only now: what could not be kept was not published, and must be decided again.
        _learned = learned;
        return plan.At;
    }
}
