using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Cycle;

/// <summary>Owns the timer: a decision every period, and at once when a sample crosses a threshold, the store changes or the one that decided is gone. While another one decides, a look instead.</summary>
internal sealed class CycleLoop(
    DecisionCycle deciding,
    FollowingCycle following,
    ILeadership leadership,
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
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(TakeTurnsAsync(stoppingToken), FollowStoreAsync(stoppingToken), FollowLeadershipAsync(stoppingToken));

    private async Task TakeTurnsAsync(CancellationToken stopping)
    {
        while (true)
        {
            var began = time.GetTimestamp();
            await TakeTurnAsync(stopping);
            await bell.WaitAsync(Left(options.Cycle, began), time, stopping);
            if (Left(LeastGap, began) is { Ticks: > 0 } gap)
            {
                await Task.Delay(gap, time, stopping);
            }
        }
    }

    private async Task TakeTurnAsync(CancellationToken stopping)
    {
        try
        {
            if (leadership.Current.Epoch is { } epoch)
            {
                clock.CountSuccess(await DecideAsync(epoch, stopping));
            }
            else
            {
                clock.CountFollowed(following.Run());
            }

            if (_failure is not null)
            {
                AggregatorLog.CycleRecovered(log);
            }

            _failure = null;
        }
        catch (LeadershipLostException)
        {
            // No failure: it was told when it was found, and the next turn is one of following.
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

    private async Task<DateTimeOffset> DecideAsync(long epoch, CancellationToken stopping)
    {
        if (deciding.Epoch != epoch)
        {
            await deciding.TakeOverAsync(epoch, stopping);
        }

        return await deciding.RunAsync(stopping);
    }

    private async Task FollowLeadershipAsync(CancellationToken stopping)
    {
        while (true)
        {
            var seen = leadership.Current;
            bell.Ring(); // what changed before the first look, too
            await leadership.WaitForChangeAsync(seen, stopping);
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
