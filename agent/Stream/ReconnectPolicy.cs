using System.Diagnostics.CodeAnalysis;

namespace Wva.Agent.Stream;

/// <summary>When to open the next stream. Pure: chance is an argument.</summary>
internal static class ReconnectPolicy
{
    /// <summary>Shortest and, but for what an aggregator asks for, longest wait after a broken stream.</summary>
    public static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc cref="MinDelay"/>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    /// <summary>Shortest wait after RESOURCE_EXHAUSTED.</summary>
    public static readonly TimeSpan MinExhaustedDelay = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for a peer of another version: somebody must upgrade first.</summary>
    public static readonly TimeSpan MaxMismatchDelay = TimeSpan.FromMinutes(2);

    /// <summary>No aggregator may send an agent away for longer.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(10);

    /// <summary>A stream that stood this long counts as a success: the tries begin again with short waits.</summary>
    public static readonly TimeSpan SteadyAfter = TimeSpan.FromSeconds(10);

    /// <summary>Wait before the next try.</summary>
    /// <param name="end">How the last stream ended.</param>
    /// <param name="failures">Tries in a row that led to no steady stream, this one included; 0 where it was steady.</param>
    /// <param name="random">Source of the jitter, so that a thousand agents do not come back in one moment.</param>
    [SuppressMessage("Security", "CA5394", Justification = "jitter is no secret")]
    public static TimeSpan Delay(StreamEnd end, int failures, Random random)
    {
        // Once without a steady stream before it is a token that ran out early; again and again would be a flood.
        if (end.Kind == StreamEndKind.Ended && failures <= 1)
        {
            return TimeSpan.Zero;
        }

        var (min, max) = end.Kind switch
        {
            StreamEndKind.Mismatch => (MaxDelay, MaxMismatchDelay),
            StreamEndKind.Exhausted => (MinExhaustedDelay, MaxDelay),
            _ => (MinDelay, Grown(failures)),
        };
        if (end.RetryAfter is { } asked)
        {
            min = Larger(min, asked < MaxRetryAfter ? asked : MaxRetryAfter);

            // An aggregator that sends many away at once names one time for all: spread them over half of it again.
            max = Larger(max, min * 1.5);
        }

        return min + ((max - min) * random.NextDouble());
    }

    /// <summary>1, 2, 4 … 30 s: doubled with each failure.</summary>
    private static TimeSpan Grown(int failures)
    {
        var grown = MinDelay * Math.Pow(2, Math.Clamp(failures, 1, 16));
        return grown < MaxDelay ? grown : MaxDelay;
    }

    private static TimeSpan Larger(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
