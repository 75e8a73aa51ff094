namespace Wva.AotSmoke.Tests;

/// <summary>The system's clock, which a test may move on.</summary>
internal sealed class ShiftedTimeProvider : TimeProvider
{
    private long _shift;

    public void Shift(TimeSpan by) => Interlocked.Add(ref _shift, (long)(by.TotalSeconds * TimestampFrequency));

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _shift);
}
