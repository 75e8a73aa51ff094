using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Wva.Agent.Tests.Fakes;

/// <summary>Fake time that tells when a loop has lain down to rest, and for how long, so that a test moves it on by exactly that. Its wall clock may jump.</summary>
internal sealed class RestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<TimeSpan> _rests = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>How far the wall clock was put forward, or back.</summary>
    public TimeSpan WallClockStep { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockStep;

    // The base takes its time stamps from the wall clock, which no machine does.
    public override long GetTimestamp() => base.GetTimestamp() - WallClockStep.Ticks;

    // An alarm is made unset and set later; a deadline is made set.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        return dueTime == Timeout.InfiniteTimeSpan ? new AlarmTimer(timer, _rests.Writer) : timer;
    }

    /// <summary>Waits until a loop rests; fake time stands.</summary>
    /// <returns>For how long it wants to.</returns>
    public Task<TimeSpan> RestAsync() => _rests.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TimeProvider.System);

    private sealed class AlarmTimer(ITimer timer, ChannelWriter<TimeSpan> rests) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                rests.TryWrite(dueTime);
            }

            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
