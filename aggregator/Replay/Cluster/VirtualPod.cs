using Wva.Scaling.Inputs;

namespace Wva.Replay.Cluster;

/// <summary>A pod of a virtual cluster and what is due for it next.</summary>
internal sealed class VirtualPod(VirtualVariant variant, string name, string uid, string node, DateTimeOffset createdAt)
{
    public string Name { get; } = name;

    public PodPhase Phase { get; private set; } = PodPhase.Starting;

    public DateTimeOffset Since { get; private set; } = createdAt;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>When it becomes Ready by itself; null where it does not.</summary>
    public DateTimeOffset? ReadyDue { get; set; }

    /// <summary>When its process starts again; null where it runs.</summary>
    public DateTimeOffset? RestartDue { get; set; }

    public int Restarts { get; private set; }

    /// <summary>Whether the cluster shows it as Ready: one that drains is as it was when it was told to go.</summary>
    public bool IsShownReady { get; private set; }

    /// <summary>When something happens to it by itself; null where nothing does.</summary>
    public DateTimeOffset? Due => Phase switch
    {
        PodPhase.Starting => RestartDue ?? ReadyDue,
        PodPhase.Draining => DeletedAt + variant.TerminationGrace,
        _ => null,
    };

    public TargetPod Target => new(Name, uid, node, IsShownReady, CreatedAt, DeletedAt) { PodTemplateHash = variant.PodTemplateHash };

    public PodSnapshot Snapshot => new(variant.Name, Name, uid, node, Phase, Since, CreatedAt, DeletedAt, Restarts);

    /// <summary>Goes to another phase.</summary>
    /// <returns>How long it was in the one before.</returns>
    public TimeSpan Enter(PodPhase phase, DateTimeOffset at)
    {
        var stayed = at - Since;
        Phase = phase;
        Since = at;
        IsShownReady = phase switch
        {
            PodPhase.Ready => true,
            PodPhase.Draining => IsShownReady,
            _ => false,
        };
        DeletedAt ??= phase == PodPhase.Draining ? at : null;
        return stayed;
    }

    public void CountRestart() => Restarts++;
}
