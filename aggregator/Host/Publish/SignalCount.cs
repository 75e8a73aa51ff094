using System.Globalization;
using Wva.Contracts;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Publish;

/// <summary>How many of a variant's pods report what decisions rest on. A pod of several ranks reports where all of them do.</summary>
/// <param name="Counted">Pods that serve or sleep.</param>
/// <param name="Fresh">Those of them whose signals are fresh and, where they serve, complete.</param>
/// <param name="Lacking">Those of them that are read, but lack a number.</param>
/// <param name="Missing">The numbers that they lack, by name; empty where they lack none.</param>
/// <param name="EverHeard">True where any pod, in whatever state, was ever read.</param>
internal readonly record struct SignalCount(int Counted, int Fresh, int Lacking, string Missing, bool EverHeard)
{
    /// <summary>Counts.</summary>
    public static SignalCount Of(VariantSnapshot variant)
    {
        var everHeard = false;
        var pods = new Dictionary<string, PodSignal>(StringComparer.Ordinal);
        var (lacksKv, lacksWaiting) = (false, false);
        foreach (var replica in variant.Replicas)
        {
            everHeard |= replica.AgeSeconds is not null;
            if (replica.State is ReplicaState.Serving or ReplicaState.Asleep)
            {
                // A pod that sleeps carries nothing, and owes no numbers.
                var owes = replica is { State: ReplicaState.Serving, Stale: false };
                var (noKv, noWaiting) = (owes && replica.KvCacheUsage is null, owes && replica.Waiting is null);
                lacksKv |= noKv;
                lacksWaiting |= noWaiting;
                var signal = replica.Stale ? PodSignal.Old : noKv || noWaiting ? PodSignal.Lacking : PodSignal.Fresh;
                var pod = PodOf(replica);
                pods[pod] = (PodSignal)Math.Max((int)signal, (int)pods.GetValueOrDefault(pod));
            }
        }

        string?[] missing = [lacksKv ? RowFields.Name(RowField.KvCacheUsage) : null, lacksWaiting ? RowFields.Name(RowField.Waiting) : null];
        return new SignalCount(
            pods.Count,
            pods.Values.Count(signal => signal == PodSignal.Fresh),
            pods.Values.Count(signal => signal == PodSignal.Lacking),
            string.Join(", ", missing.OfType<string>()),
            everHeard);
    }

    /// <summary>As a condition says it. No ages: they would change the status all the time.</summary>
    public override string ToString()
    {
        if (Counted == 0)
        {
            return "no pod serves";
        }

        var lacking = Lacking > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {Lacking} lack {Missing}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Fresh} of {Counted} serving pods report{lacking}");
    }

    private static string PodOf(ReplicaSnapshot replica) => replica.Uid ?? replica.Pod;

    // The worst of its ranks is the pod's.
    private enum PodSignal
    {
        Fresh = 0,
        Lacking = 1,
        Old = 2,
    }
}
