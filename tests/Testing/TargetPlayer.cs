using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Testing;

/// <summary>Plays the cluster behind one scale target, without a clock: pods come after a delay, become Ready, and go newest first.</summary>
public sealed class TargetPlayer(string name)
{
    private readonly List<TargetPod> _pods = [];
    private readonly HashSet<string> _unready = new(StringComparer.Ordinal); // those that have yet to start
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private DateTimeOffset? _wantedSince;
    private int _replicas;
    private int _made;

    /// <summary>From the wish for a pod to the pod.</summary>
    public TimeSpan CreateDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>From the pod to Ready.</summary>
    public TimeSpan StartUp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the notice of its deletion until a pod is gone.</summary>
    public TimeSpan Termination { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Hash of the pod template.</summary>
    public string? PodTemplateHash { get; init; }

    /// <summary>Asks for so many replicas.</summary>
    public void ScaleTo(int replicas, DateTimeOffset now)
    {
        Advance(now);
        _replicas = replicas;
        _wantedSince ??= now;
        foreach (var pod in Live().OrderByDescending(pod => pod.CreatedAt).Take(Math.Max(0, Live().Count() - replicas)).ToArray())
        {
            Delete(pod.Name, now);
        }
    }

    /// <summary>Deletes one pod, as a drain or an operator does; another takes its place where replicas ask for it.</summary>
    public void Delete(string pod, DateTimeOffset now)
    {
        Advance(now);
        Change(pod, old => old with { DeletedAt = old.DeletedAt ?? now });
        _wantedSince ??= now;
    }

    /// <summary>Makes a pod lose or regain its readiness.</summary>
    public void SetReady(string pod, bool ready, DateTimeOffset now)
    {
        Advance(now);
        Change(pod, old => old with { Ready = ready });
    }

    /// <summary>The target as the cluster shows it at a time, which must not run back.</summary>
    public ScaleTarget At(DateTimeOffset now)
    {
        Advance(now);
        return new ScaleTarget { Replicas = _replicas, PodTemplateHash = PodTemplateHash, Pods = [.. _pods] };
    }

    private IEnumerable<TargetPod> Live() => _pods.Where(pod => pod.DeletedAt is null);

    private void Change(string pod, Func<TargetPod, TargetPod> change)
    {
        var index = _pods.FindIndex(candidate => candidate.Name == pod);
        if (index < 0)
        {
            throw new ArgumentException($"'{pod}' is no pod of {name}; it has {string.Join(", ", _pods.Select(known => known.Name))}", nameof(pod));
        }

        _pods[index] = change(_pods[index]);
    }

    private void Advance(DateTimeOffset now)
    {
        if (now < _now)
        {
            throw new ArgumentOutOfRangeException(nameof(now), now, $"the player is at {_now:O} already");
        }

        _now = now;
        _pods.RemoveAll(pod => now - pod.DeletedAt >= Termination);
        if (_wantedSince + CreateDelay is { } due && due <= now)
        {
            CreateMissing(due);
            _wantedSince = null;
        }

        for (var i = 0; i < _pods.Count; i++)
        {
            // Readiness comes once, at start-up; afterwards only SetReady changes it.
            if (_pods[i].DeletedAt is null && _unready.Contains(_pods[i].Name) && now - _pods[i].CreatedAt >= StartUp)
            {
                _unready.Remove(_pods[i].Name);
                _pods[i] = _pods[i] with { Ready = true };
            }
        }
    }

    private void CreateMissing(DateTimeOffset at)
    {
        for (var missing = _replicas - Live().Count(); missing > 0; missing--)
        {
            var pod = string.Create(CultureInfo.InvariantCulture, $"{name}-{_made++}");
            _unready.Add(pod);
            _pods.Add(new TargetPod(pod, $"uid-{pod}", "node-1", Ready: false, CreatedAt: at, DeletedAt: null));
        }
    }
}
