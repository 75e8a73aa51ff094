using Wva.Scaling.Inputs;

namespace Wva.Replay.Cluster;

/// <summary>The pods of one variant, and how many there should be: a Deployment and its scheduler in one.</summary>
internal sealed class PodSet(VirtualVariant variant, IPodRuntime runtime, PodNames names, Random random)
{
    private const int GpusPerNode = 8;

    private readonly List<VirtualPod> _pods = []; // oldest first; none that is gone
    private readonly TimeSpan[] _spent = new TimeSpan[(int)PodPhase.Gone];
    private DateTimeOffset? _createDue;
    private int _made;

    public int Replicas { get; private set; }

    /// <summary>Pods that stay.</summary>
    public int LiveCount => _pods.Count(static pod => pod.DeletedAt is null);

    public IEnumerable<PodSnapshot> Snapshots => _pods.Select(static pod => pod.Snapshot);

    public ScaleTarget Target => new() { Replicas = Replicas, PodTemplateHash = variant.PodTemplateHash, EngineArguments = variant.EngineArguments, Pods = [.. _pods.Select(static pod => pod.Target)] };

    /// <summary>When something happens by itself; null where nothing does.</summary>
    public DateTimeOffset? Due => _pods.Select(static pod => pod.Due).Append(_createDue).Min();

    public VariantUsage Usage(DateTimeOffset now)
    {
        var spent = _spent.ToArray();
        foreach (var pod in _pods)
        {
            spent[(int)pod.Phase] += now - pod.Since;
        }

        return new VariantUsage(spent[(int)PodPhase.Starting], spent[(int)PodPhase.Ready], spent[(int)PodPhase.Draining], variant.CostPerHour);
    }

    public VirtualPod? Find(string pod) => _pods.Find(known => known.Name == pod);

    public void Scale(int replicas, DateTimeOffset now)
    {
        Replicas = replicas;
        foreach (var pod in Victims(LiveCount - replicas))
        {
            Delete(pod, now);
        }

        WishForMissing(now);
    }

    public void Delete(VirtualPod pod, DateTimeOffset now)
    {
        if (pod.Phase == PodPhase.Ready)
        {
            Enter(pod, PodPhase.Draining, now);
            runtime.Withdraw(pod.Snapshot, now);
        }
        else if (pod.Phase == PodPhase.Starting)
        {
            // It serves nothing yet: there is nothing to end.
            Enter(pod, PodPhase.Draining, now);
            Remove(pod, now);
        }

        WishForMissing(now);
    }

    public void SetReady(VirtualPod pod, bool ready, DateTimeOffset now)
    {
        if (ready && pod.Phase == PodPhase.Starting && pod.RestartDue is null)
        {
            pod.ReadyDue = null;
            Enter(pod, PodPhase.Ready, now);
            runtime.Ready(pod.Snapshot, now);
        }
        else if (!ready && pod.Phase == PodPhase.Ready)
        {
            Enter(pod, PodPhase.Starting, now);
            runtime.Withdraw(pod.Snapshot, now);
        }
    }

    /// <summary>The pod's process has ended by itself.</summary>
    public void End(VirtualPod pod, DateTimeOffset now)
    {
        if (pod.Phase == PodPhase.Draining)
        {
            Remove(pod, now);
            return;
        }

        SetReady(pod, ready: false, now);
        pod.ReadyDue = null;
        pod.RestartDue = now + variant.RestartDelay;
    }

    public void Remove(VirtualPod pod, DateTimeOffset now)
    {
        Enter(pod, PodPhase.Gone, now);
        _pods.Remove(pod);
        runtime.Kill(pod.Snapshot, now);
    }

    /// <summary>Does one thing that is due.</summary>
    /// <param name="at">When it is due, as <see cref="Due"/> says.</param>
    public void DoDue(DateTimeOffset at)
    {
        if (_createDue == at)
        {
            _createDue = null;
            CreateMissing(at);
        }
        else if (_pods.Find(pod => pod.Due == at) is { } pod)
        {
            DoDue(pod, at);
        }
    }

    private void DoDue(VirtualPod pod, DateTimeOffset at)
    {
        if (pod.Phase == PodPhase.Draining)
        {
            Remove(pod, at);
        }
        else if (pod.RestartDue is not null)
        {
            pod.RestartDue = null;
            pod.CountRestart();
            Start(pod, at);
        }
        else
        {
            SetReady(pod, ready: true, at);
        }
    }

    // What serves nothing goes first, then what has served for the shortest time: the order of a ReplicaSet.
    private VirtualPod[] Victims(int count) =>
        [.. _pods.Where(static pod => pod.DeletedAt is null)
            .OrderBy(static pod => pod.Phase == PodPhase.Ready)
            .ThenByDescending(static pod => pod.Since)
            .ThenByDescending(static pod => pod.CreatedAt)
            .ThenBy(static pod => pod.Name, StringComparer.Ordinal)
            .Take(Math.Max(0, count))];

    private void WishForMissing(DateTimeOffset now) => _createDue = LiveCount < Replicas ? _createDue ?? (now + variant.CreateDelay) : null;

    private void CreateMissing(DateTimeOffset at)
    {
        for (var missing = Replicas - LiveCount; missing > 0; missing--)
        {
            var node = $"{variant.Accelerator}-{_made++ / Math.Max(1, GpusPerNode / variant.GpusPerReplica)}";
            var pod = new VirtualPod(variant, names.NewName(variant), names.NewUid(), node, at);
            _pods.Add(pod);
            Start(pod, at);
        }
    }

    private void Start(VirtualPod pod, DateTimeOffset at)
    {
        pod.ReadyDue = at + variant.Startup?.Draw(random);
        runtime.Start(pod.Snapshot, at);
    }

    private void Enter(VirtualPod pod, PodPhase phase, DateTimeOffset at)
    {
        var before = pod.Phase;
        _spent[(int)before] += pod.Enter(phase, at);
    }
}
