using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Watch;

/// <summary>Fake time that a test moves on from rest to rest: reading takes none of it, however slow the machine is.</summary>
/// <param name="tick">A wait of this length is none between two scrapes, and is left alone.</param>
internal sealed class StepTime(TimeSpan? tick = null) : FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56))
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2); // a deadline is longer

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _rests = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestRest && dueTime != tick)
        {
            lock (_lock)
            {
                _rests.Enqueue(dueTime);
            }
        }

        return timer;
    }

    /// <summary>Waits until the watch rests.</summary>
    /// <returns>How long it will.</returns>
    public async Task<TimeSpan> RestsAsync()
    {
        var rest = TimeSpan.Zero;
        await Pump.UntilAsync(
            () =>
            {
                lock (_lock)
                {
                    return _rests.TryDequeue(out rest);
                }
            },
            "a rest between two scrapes");
        return rest;
    }
}
