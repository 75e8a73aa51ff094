using System.Globalization;

namespace Wva.Aggregator.Publish;

/// <summary>Keeps what was decided before a long pause from being written after it: a process may be stopped between any two lines, and in local mode it still holds its lock when it wakes up.</summary>
internal static class OldDecision
{
    /// <summary>From then on the core takes a span without cycles for a restart (five cycles of a second).</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Called right before each write.</summary>
    /// <param name="decidedAt">Time of the snapshot that it rests on.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="TimeoutException">It is too old: the next cycle decides again, on what is true then.</exception>
    public static void Refuse(DateTimeOffset decidedAt, TimeProvider time)
    {
        var age = time.GetUtcNow() - decidedAt;
        if (age > Limit)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"what was decided {age.TotalSeconds:0} s ago is not written any more: this process was stopped, or the disk is slow"));
        }
    }
}
