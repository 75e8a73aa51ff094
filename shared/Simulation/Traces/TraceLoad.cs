using System.Diagnostics.CodeAnalysis;

namespace Wva.Simulation.Traces;

/// <summary>Makes another load of a trace. All are lazy, keep the order of arrival, and need no more memory than the requests of ten seconds.</summary>
public static class TraceLoad
{
    /// <summary>Copies are shifted by up to so much, which is what our published figures are made with.</summary>
    private const double LongestShiftSeconds = 10;

    /// <summary>Divides all arrival times: a day becomes minutes, and as many requests come in less time.</summary>
    /// <param name="trace">Requests in the order of their arrival.</param>
    /// <param name="factor">How much shorter it becomes; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not a number above 0.</exception>
    public static IEnumerable<TraceRequest> Squeezed(this IEnumerable<TraceRequest> trace, double factor)
    {
        if (!(factor > 0) || double.IsInfinity(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "a trace is squeezed by a number above 0");
        }

        return trace.Select(request => request with { ArrivalSeconds = request.ArrivalSeconds / factor });
    }

    /// <summary>Lets all of it come later.</summary>
    /// <param name="trace">Requests in the order of their arrival.</param>
    /// <param name="delay">By how much.</param>
    public static IEnumerable<TraceRequest> Delayed(this IEnumerable<TraceRequest> trace, TimeSpan delay) =>
        trace.Select(request => request with { ArrivalSeconds = request.ArrivalSeconds + delay.TotalSeconds });

    /// <summary>Keeps a share of the requests, each drawn by itself: bursts, lulls and lengths stay what they are, as they would not if every n-th were kept.</summary>
    /// <param name="trace">Requests in the order of their arrival.</param>
    /// <param name="share">The share that is kept, over 0; 1 changes nothing.</param>
    /// <param name="seed">Seed of the drawing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not a number over 0 and up to 1.</exception>
    public static IEnumerable<TraceRequest> Thinned(this IEnumerable<TraceRequest> trace, double share, int seed)
    {
        if (share is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "a trace is thinned to a share over 0 and up to 1");
        }

        return share == 1 ? trace : Drawn(trace, share, seed);
    }

    /// <summary>So many copies of each request: the first where it was, each further one shifted by 0 to 10 s, each by itself.</summary>
    /// <param name="trace">Requests in the order of their arrival.</param>
    /// <param name="multiplier">Copies of each; at least 1, and 1 changes nothing.</param>
    /// <param name="seed">Seed of the shifts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The multiplier is below 1.</exception>
    public static IEnumerable<TraceRequest> Multiplied(this IEnumerable<TraceRequest> trace, int multiplier, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiplier, 1);
        return multiplier == 1 ? trace : Copies(trace, multiplier, seed);
    }

    [SuppressMessage("Security", "CA5394", Justification = "a seeded trace is no secret")]
    private static IEnumerable<TraceRequest> Drawn(IEnumerable<TraceRequest> trace, double share, int seed)
    {
        var random = new Random(seed);
        foreach (var request in trace)
        {
            if (random.NextDouble() < share)
            {
                yield return request;
            }
        }
    }

    [SuppressMessage("Security", "CA5394", Justification = "a seeded trace is no secret")]
    private static IEnumerable<TraceRequest> Copies(IEnumerable<TraceRequest> trace, int multiplier, int seed)
    {
        var random = new Random(seed);
        var later = new PriorityQueue<TraceRequest, (double At, long Made)>();
        var made = 0L;
        foreach (var request in trace)
        {
            while (later.TryPeek(out var copy, out var due) && due.At <= request.ArrivalSeconds)
            {
                later.Dequeue();
                yield return copy;
            }

            yield return request;
            for (var i = 1; i < multiplier; i++)
            {
                var at = request.ArrivalSeconds + (random.NextDouble() * LongestShiftSeconds);
                later.Enqueue(request with { ArrivalSeconds = at }, (at, made++));
            }
        }

        while (later.TryDequeue(out var copy, out _))
        {
            yield return copy;
        }
    }
}
