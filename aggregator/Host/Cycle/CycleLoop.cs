using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Cycle;

/// <summary>Owns the timer: a decision every period, and at once when a sample crosses a threshold or the store changes.</summary>
internal sealed class CycleLoop(
    DecisionCycle cycle,
    IVariantStore store,
    Doorbell bell,
    CycleClock clock,
    AggregatorOptions options,
    TimeProvider time,
    ILogger<CycleLoop> log) : BackgroundService
{
    /// <summary>Two cycles begin at least this far apart: a burst of samples that cross is one decision or two, not a hundred.</summary>
    public static readonly TimeSpan LeastGap = TimeSpan.FromMilliseconds(50);

    private string? _failure;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await cycle.RestoreAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(DecideAsync(stoppingToken), FollowStoreAsync(stoppingToken));

    private async Task DecideAsync(CancellationToken stopping)
    {
        while (true)
        {
            var began = time.GetTimestamp();
            await DecideOnceAsync(stopping);
            await bell.WaitAsync(Left(options.Cycle, began), time, stopping);
            if (Left(LeastGap, began) is { Ticks: > 0 } gap)
            {
                await Task.Delay(gap, time, stopping);
            }
        }
    }

    private async Task DecideOnceAsync(CancellationToken stopping)
    {
        try
        {
            var at = await cycle.RunAsync(stopping);
            if (_failure is not null)
            {
                AggregatorLog.CycleRecovered(log);
            }

            _failure = null;
            clock.CountSuccess(at);
        }
#pragma warning disable CA1031 // the one broad catch: a defect or a full disk must not end the loop, which holds what is published
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // Once a fault, not once a second.
            if (_failure != error.Message)
            {
                AggregatorLog.CycleFailed(log, error);
            }

            _failure = error.Message;
            clock.CountFailure();
        }
    }

    private async Task FollowStoreAsync(CancellationToken stopping)
    {
        while (true)
        {
            var seen = store.Current;
            await store.WaitForChangeAsync(seen, stopping);
            bell.Ring();
        }
    }

    private TimeSpan Left(TimeSpan period, long began)
    {
        var left = period - time.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
