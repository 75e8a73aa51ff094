namespace Wva.Benchmarks.Ingest;

/// <summary>A clock that moves by 100 ms when told to, so that no stream is ever too fast.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _ticks = DateTimeOffset.UnixEpoch.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Step() => _ticks += TimeSpan.TicksPerSecond / 10;

    public override DateTimeOffset GetUtcNow() => new(_ticks, TimeSpan.Zero);

    public override long GetTimestamp() => _ticks;
}
