using Wva.Scaling.Inputs;

namespace Wva.Replay.Cluster;

/// <summary>
/// A cluster that plays Kubernetes' part for some variants: pods come, become Ready, drain and go, and cost. What is in the pods, an <see cref="IPodRuntime"/> runs.
/// Pure but for that: time is an argument, which must not run back; the same seed and the same calls give the same pods. Not thread-safe.
/// </summary>
public sealed class VirtualCluster
{
    private readonly Dictionary<string, PodSet> _sets = new(StringComparer.Ordinal);
    private DateTimeOffset _now;

    /// <summary>Makes a cluster; the pods of its initial replicas are created with the first <see cref="Advance"/>.</summary>
    /// <param name="variants">Its variants; at least one, each name once.</param>
    /// <param name="runtime">Runs what is in the pods.</param>
    /// <param name="seed">Seed of names, UIDs and start-up times.</param>
    /// <param name="start">The time that it begins at.</param>
    /// <exception cref="ArgumentException">There is no variant, or a name stands twice.</exception>
    public VirtualCluster(IReadOnlyList<VirtualVariant> variants, IPodRuntime runtime, int seed, DateTimeOffset start)
    {
        if (variants.Count == 0)
        {
            throw new ArgumentException("a cluster has at least one variant", nameof(variants));
        }

        Variants = variants;
        _now = start;
        var random = new Random(seed);
        var names = new PodNames(random);
        foreach (var variant in variants)
        {
            if (!_sets.TryAdd(variant.Name, new PodSet(variant, runtime, names, random)))
            {
                throw new ArgumentException($"variant '{variant.Name}' stands twice; allowed: each name once", nameof(variants));
            }

            _sets[variant.Name].Scale(variant.InitialReplicas, start);
        }
    }

    /// <summary>Its variants.</summary>
    public IReadOnlyList<VirtualVariant> Variants { get; }

    /// <summary>When something happens by itself; null where nothing does.</summary>
    public DateTimeOffset? NextDue => _sets.Values.Min(static set => set.Due);

    /// <summary>All pods that are there, those of the first variant first, each variant's oldest first.</summary>
    public IEnumerable<PodSnapshot> Pods => Variants.SelectMany(variant => _sets[variant.Name].Snapshots);

    /// <summary>Does everything that is due by then, in the order of its time.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (now < _now)
        {
            throw new ArgumentOutOfRangeException(nameof(now), now, $"the cluster is at {_now:O} already");
        }

        while (NextDue is { } due && due <= now)
        {
            _now = due > _now ? due : _now;
            _sets.Values.First(set => set.Due == due).DoDue(due);
        }

        _now = now;
    }

    /// <summary>Asks for so many replicas, as a scaler does.</summary>
    /// <exception cref="ArgumentException">There is no such variant.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Replicas are below 0.</exception>
    public void Scale(string variant, int replicas, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        Advance(now);
        SetOf(variant).Scale(replicas, now);
    }

    /// <summary>Tells a pod to go, as a drain or an operator does; another takes its place where replicas ask for it. Nothing happens where it is gone.</summary>
    public void Delete(string pod, DateTimeOffset now) => Change(pod, now, (set, found) => set.Delete(found, now));

    /// <summary>Says whether a pod serves, as its probe found. Nothing happens where it is gone or told to go.</summary>
    public void ReportReady(string pod, bool ready, DateTimeOffset now) => Change(pod, now, (set, found) => set.SetReady(found, ready, now));

    /// <summary>Says that a pod's process has ended by itself. It is started again, in the same pod, unless the pod was told to go.</summary>
    public void ReportEnded(string pod, DateTimeOffset now) => Change(pod, now, (set, found) => set.End(found, now));

    /// <summary>Says that a pod that was told to go has ended what it had. Nothing happens to any other.</summary>
    public void ReportDrained(string pod, DateTimeOffset now) => Change(pod, now, (set, found) =>
    {
        if (found.Phase == PodPhase.Draining)
        {
            set.Remove(found, now);
        }
    });

    /// <summary>Lets those go that were told to and have ended what they had.</summary>
    /// <param name="hasEnded">Whether a pod has ended all it was given.</param>
    /// <param name="now">The time.</param>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> ReportAllDrained(Func<string, bool> hasEnded, DateTimeOffset now)
    {
        string[] ended = [.. Pods.Where(pod => pod.Phase == PodPhase.Draining && hasEnded(pod.Name)).Select(static pod => pod.Name)];
        foreach (var pod in ended)
        {
            ReportDrained(pod, now);
        }

        return ended;
    }

    /// <summary>Pods of a variant that stay, starting ones included: what a Deployment calls <c>status.replicas</c>.</summary>
    /// <exception cref="ArgumentException">There is no such variant.</exception>
    public int StatusReplicas(string variant) => SetOf(variant).LiveCount;

    /// <summary>A variant's scale target as the aggregator sees it.</summary>
    /// <exception cref="ArgumentException">There is no such variant.</exception>
    public ScaleTarget Target(string variant) => SetOf(variant).Target;

    /// <summary>What a variant has used so far.</summary>
    /// <exception cref="ArgumentException">There is no such variant.</exception>
    public VariantUsage Usage(string variant) => SetOf(variant).Usage(_now);

    private void Change(string pod, DateTimeOffset now, Action<PodSet, VirtualPod> change)
    {
        Advance(now);
        foreach (var set in _sets.Values)
        {
            if (set.Find(pod) is { } found)
            {
                change(set, found);
                return;
            }
        }
    }

    private PodSet SetOf(string variant) =>
        _sets.TryGetValue(variant, out var set)
            ? set
            : throw new ArgumentException($"'{variant}' is no variant of the cluster; allowed: {string.Join(", ", _sets.Keys)}", nameof(variant));
}
