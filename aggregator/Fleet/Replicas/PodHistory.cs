using Wva.Scaling.Inputs;

namespace Wva.Fleet.Replicas;

/// <summary>What must be remembered of a pod between two looks at its target.</summary>
internal sealed class PodHistory
{
    private DateTimeOffset? _lostSince;

    /// <summary>The variant it was last counted in; null where in none.</summary>
    public VariantKey? Variant { get; set; }

    /// <summary>It has served: its pod was Ready, or where no target lists pods, its engine's page was read.</summary>
    public bool HasServed { get; set; }

    /// <summary>A target lists it, or did at the last look.</summary>
    public bool IsListed { get; private set; }

    /// <summary>Since when it has been Ready; null while it is not.</summary>
    public DateTimeOffset? ReadySince { get; private set; }

    /// <summary>Since when it has not been Ready, though it has served, but for moments; null while it is, and otherwise.</summary>
    public DateTimeOffset? LostSince => ReadySince is null ? _lostSince : null;

    /// <summary>Takes what the target shows of it now.</summary>
    public void See(TargetPod pod, DateTimeOffset now)
    {
        IsListed = true;
        if (pod.Ready)
        {
            HasServed = true;
            ReadySince ??= now;
            _lostSince = now - ReadySince >= FleetTimes.BackAfter ? null : _lostSince;
            return;
        }

        ReadySince = null;
        _lostSince = HasServed ? _lostSince ?? now : null;
    }

    /// <summary>No target lists it (any more).</summary>
    public void Unlist()
    {
        IsListed = false;
        ReadySince = null;
        _lostSince = null;
    }
}
