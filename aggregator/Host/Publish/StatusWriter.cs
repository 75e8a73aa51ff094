using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Publish;

/// <summary>Writes statuses: news at once, telemetry at most every 30 s, nothing where nothing changed.</summary>
internal sealed class StatusWriter(IVariantStore store, TimeProvider time, ILogger<StatusWriter> log)
{
    /// <summary>Telemetry moves no more often: each write makes whoever watches the object work.</summary>
    public static readonly TimeSpan TelemetryPeriod = TimeSpan.FromSeconds(30);

    /// <summary>Agents come back within this time of a restart; until then their absence is no news.</summary>
    public static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<VariantKey, Written> _written = [];
    private readonly HashSet<VariantKey> _failing = [];
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private long? _epoch;

    /// <summary>Brings the status of a variant up to date.</summary>
    /// <returns>The status that stands afterwards; null where none could ever be written.</returns>
    /// <exception cref="LeadershipLostException">The term is over.</exception>
    /// <exception cref="TimeoutException">It was decided too long ago.</exception>
    public async Task<VariantAutoscalingStatus?> WriteAsync(PublishInput input, long epoch, CancellationToken cancellation)
    {
        Begin(epoch);
        var key = input.Stored.Spec.Key;
        var before = _written.GetValueOrDefault(key) ?? new Written(input.Stored.Resource.Status, input.Now);
        input = input with { Previous = before.Status, Settling = input.Now - _startedAt < SettlingTime };
        var status = StatusBuilder.Build(input);
        var isNews = StatusChange.IsNews(before.Status, status);
        if (!isNews && input.Now - before.At < TelemetryPeriod)
        {
            _written[key] = before;
            return before.Status;
        }

        if (!isNews && StatusChange.IsNone(before.Status!, status))
        {
            _written[key] = before with { At = input.Now };
            return before.Status;
        }

        OldDecision.Refuse(input.Now, time);
        if (!await TryPublishAsync(key, status, epoch, cancellation))
        {
            return before.Status;
        }

        _written[key] = new Written(status, input.Now);
        Tell(key, before.Status, status);
        return status;
    }

    /// <summary>Forgets variants that are gone.</summary>
    public void Keep(IReadOnlySet<VariantKey> keys)
    {
        foreach (var gone in _written.Keys.Where(key => !keys.Contains(key)).ToList())
        {
            _written.Remove(gone);
            _failing.Remove(gone);
        }
    }

    // Another one may have written since this one last did: what the store read back is what stands.
    private void Begin(long epoch)
    {
        if (_epoch != epoch)
        {
            _epoch = epoch;
            _written.Clear();
            _failing.Clear();
        }
    }

    private async Task<bool> TryPublishAsync(VariantKey key, VariantAutoscalingStatus status, long epoch, CancellationToken cancellation)
    {
        try
        {
            await store.PublishAsync(key, status, epoch, cancellation);
            _failing.Remove(key);
            return true;
        }
        catch (IOException error)
        {
            // Once a fault, not once a cycle; the others are written all the same.
            if (_failing.Add(key))
            {
                AggregatorLog.StatusNotWritten(log, key, error.Message);
            }

            return false;
        }
    }

    private void Tell(VariantKey key, VariantAutoscalingStatus? before, VariantAutoscalingStatus after)
    {
        if (after.LastDecision is { } last && before?.DesiredOptimizedAlloc?.NumReplicas != after.DesiredOptimizedAlloc?.NumReplicas)
        {
            AggregatorLog.Decided(log, key, last.From ?? (object)"none", last.To, last.Reason, last.Message);
        }

        if (after.FindCondition(ConditionTypes.Ready) is { } ready && before?.FindCondition(ConditionTypes.Ready) is var was && (was?.Status, was?.Reason) != (ready.Status, ready.Reason))
        {
            AggregatorLog.ReadyChanged(log, key, ready.Status, ready.Reason, ready.Message);
        }
    }

    private sealed record Written(VariantAutoscalingStatus? Status, DateTimeOffset At);
}
