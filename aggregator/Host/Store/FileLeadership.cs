using Wva.Aggregator.Options;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Store;

/// <summary>
/// Leadership of local mode: whoever holds the folder's lock decides. The system frees the lock when its holder dies, however it dies, and does not while it is only stopped:
/// nobody takes over from a stopped process, and none wakes up beside its successor.
/// Should somebody remove the locked file, the file that names the leader tells the older one.
/// </summary>
internal sealed class FileLeadership(AggregatorOptions options, Func<string?> http, TimeProvider time, ILogger<FileLeadership> log) : BackgroundService, ILeadership
{
    /// <summary>Whoever follows tries to take over so often, and whoever leads looks whether it still does.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly LeaderFile _file = new(options.VariantsDirectory);
    private readonly Swapped<LeadershipState> _state = new(LeadershipState.Unknown);
    private readonly SemaphoreSlim _looking = new(1);
    private DirectoryLock? _lock;
    private long _lastEpoch;
    private string? _followed;
    private string? _failure;

    /// <inheritdoc/>
    public LeadershipState Current => _state.Current;

    /// <inheritdoc/>
    public Task WaitForChangeAsync(LeadershipState seen, CancellationToken cancellation) => _state.WaitForChangeAsync(seen, cancellation);

    /// <inheritdoc/>
    public async ValueTask<bool> HoldsAsync(long epoch, CancellationToken cancellation)
    {
        if (Current.Epoch != epoch)
        {
            return false;
        }

        await LookAsync(cancellation);
        return Current.Epoch == epoch;
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Release(LeadershipState.Unknown);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        Release(LeadershipState.Unknown);
        _looking.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Period, time, stoppingToken);
            try
            {
                await LookAsync(stoppingToken);
                _failure = null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Once a fault, not four times a second.
                if (_failure != error.Message)
                {
                    AggregatorLog.LeadershipUnknown(log, options.VariantsDirectory, error.Message);
                }

                _failure = error.Message;
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        await _looking.WaitAsync(cancellation);
        try
        {
            _lock ??= DirectoryLock.TryTake(options.VariantsDirectory);
            if (_lock is null)
            {
                Follow(await _file.ReadAsync(cancellation));
            }
            else if (Current is { IsLeader: true, Leader: { } own })
            {
                await VerifyAsync(own, cancellation);
            }
            else
            {
                await LeadAsync(cancellation);
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    // A term begins once it is written down: until then the lock is held and nothing is decided.
    private async Task LeadAsync(CancellationToken cancellation)
    {
        var before = await _file.ReadAsync(cancellation);
        var epoch = Math.Max(before?.Epoch ?? 0, _lastEpoch) + 1; // also where somebody removed the file: a number of ours must never come again
        var own = new Leader(options.Identity, epoch, time.GetUtcNow()) { ProcessId = Environment.ProcessId, Http = http() };
        await _file.WriteAsync(own, cancellation);
        (_lastEpoch, _followed) = (epoch, null);
        _state.Swap(new LeadershipState(own.Epoch, own));
        AggregatorLog.Leads(log, own.Identity, options.VariantsDirectory, own.Epoch);
    }

    private async Task VerifyAsync(Leader own, CancellationToken cancellation)
    {
        var named = await _file.ReadAsync(cancellation);
        if (named is not null && (named.Identity, named.Epoch, named.Since) != (own.Identity, own.Epoch, own.Since))
        {
            AggregatorLog.LeadershipLost(log, own.Identity, named.Identity);
            Release(new LeadershipState(null, named));
            return;
        }

        var now = own with { Http = http() };
        if (now != named)
        {
            await _file.WriteAsync(now, cancellation);
        }

        if (now != own)
        {
            _state.Swap(new LeadershipState(now.Epoch, now));
        }
    }

    private void Follow(Leader? leader)
    {
        if (Current != new LeadershipState(null, leader))
        {
            _state.Swap(new LeadershipState(null, leader));
        }

        if (leader is not null && leader.Identity != _followed)
        {
            _followed = leader.Identity;
            AggregatorLog.Follows(log, options.Identity, leader.Identity, options.VariantsDirectory);
        }
    }

    private void Release(LeadershipState state)
    {
        // First the word, then the lock: nobody may read that this one decides once another one can.
        _state.Swap(state);
        _lock?.Dispose();
        _lock = null;
    }
}
