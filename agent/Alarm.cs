using System.Threading.Channels;

namespace Wva.Agent;

/// <summary>Wakes one waiting loop: when it is rung, or at a time the loop has set. Rings while nobody waits are remembered as one. Allocates nothing once made.</summary>
internal sealed class Alarm : IDisposable
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ITimer _timer;

    /// <summary>An alarm that is not set.</summary>
    public Alarm(TimeProvider time)
    {
        _timer = time.CreateTimer(static state => ((Alarm)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes the loop now. May be called from anywhere.</summary>
    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Waits for a ring, or until the time is over.</summary>
    /// <param name="atMost">Longest wait; <see cref="Timeout.InfiniteTimeSpan"/> waits for a ring only.</param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    public async ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        if (atMost <= TimeSpan.Zero && atMost != Timeout.InfiniteTimeSpan)
        {
            cancellation.ThrowIfCancellationRequested();
            return;
        }

        _timer.Change(atMost, Timeout.InfiniteTimeSpan);
        await _rings.Reader.ReadAsync(cancellation);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
