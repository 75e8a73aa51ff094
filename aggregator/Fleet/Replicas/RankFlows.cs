using Wva.Contracts;
using Wva.Fleet.Windows;

namespace Wva.Fleet.Replicas;

/// <summary>What the cumulative numbers of one rank have done lately: rates and means over 1 minute, sizes and hits over 5 minutes.</summary>
internal sealed class RankFlows
{
    private readonly FlowWindow _minute = new(Enum.GetValues<Minute>().Length, TimeSpan.FromSeconds(5), bucketCount: 12);
    private readonly FlowWindow _fiveMinutes = new(Enum.GetValues<FiveMinutes>().Length, TimeSpan.FromSeconds(15), bucketCount: 20);
    private double _busySeconds;

    private enum Minute
    {
        Arrivals,
        PromptTokens,
        GenerationTokens,
        Iterations,
        Preemptions,
        TtftSum,
        TtftCount,
        ItlSum,
        ItlCount,
        BusySeconds,
    }

    private enum FiveMinutes
    {
        PromptSum,
        PromptCount,
        OutputSum,
        OutputCount,
        CacheQueries,
        CacheHits,
    }

    /// <summary>Requests that have arrived since the first reading, net: may dip for an instant, while a request is between two gauges.</summary>
    public double Arrived => _minute.Total((int)Minute.Arrivals);

    /// <summary>Whether the last reading told of arrivals.</summary>
    public bool IsArrivedKnown => _minute.IsKnown((int)Minute.Arrivals);

    /// <summary>Everything the windows say at a time, read once.</summary>
    public RankRates Read(DateTimeOffset now) => new()
    {
        ArrivalsPerSecond = PerSecond(Minute.Arrivals, now),
        PromptTokensPerSecond = PerSecond(Minute.PromptTokens, now),
        GenerationTokensPerSecond = PerSecond(Minute.GenerationTokens, now),
        PreemptionsPerSecond = PerSecond(Minute.Preemptions, now),
        Iterations = new Mean(Change(Minute.BusySeconds, now), Change(Minute.Iterations, now)),
        Ttft = new Mean(Change(Minute.TtftSum, now), Change(Minute.TtftCount, now)),
        Itl = new Mean(Change(Minute.ItlSum, now), Change(Minute.ItlCount, now)),
        Prompts = new Mean(Change(FiveMinutes.PromptSum, now), Change(FiveMinutes.PromptCount, now)),
        Outputs = new Mean(Change(FiveMinutes.OutputSum, now), Change(FiveMinutes.OutputCount, now)),
        PrefixHits = new Mean(Change(FiveMinutes.CacheHits, now), Change(FiveMinutes.CacheQueries, now)),
    };

    /// <summary>Takes a reading. <paramref name="level"/> is finished + running + waiting, null where one is unknown; <paramref name="busySeconds"/> the time in which requests ran since the last reading.</summary>
    public void Observe(SampleRow row, double? level, double busySeconds, DateTimeOffset at)
    {
        _busySeconds += busySeconds;
        _minute.Observe((int)Minute.Arrivals, level, at);
        _minute.Observe((int)Minute.PromptTokens, row.Number(RowField.PromptTokens), at);
        _minute.Observe((int)Minute.GenerationTokens, row.Number(RowField.GenerationTokens), at);
        _minute.Observe((int)Minute.Iterations, row.Number(RowField.Iterations), at);
        _minute.Observe((int)Minute.Preemptions, row.Number(RowField.Preemptions), at);
        _minute.Observe((int)Minute.TtftSum, row.Sum(RowField.TtftSeconds), at);
        _minute.Observe((int)Minute.TtftCount, row.Count(RowField.TtftSeconds), at);
        _minute.Observe((int)Minute.ItlSum, row.Sum(RowField.ItlSeconds), at);
        _minute.Observe((int)Minute.ItlCount, row.Count(RowField.ItlSeconds), at);
        _minute.Observe((int)Minute.BusySeconds, _busySeconds, at);
        _fiveMinutes.Observe((int)FiveMinutes.PromptSum, row.Sum(RowField.RequestPromptTokens), at);
        _fiveMinutes.Observe((int)FiveMinutes.PromptCount, row.Count(RowField.RequestPromptTokens), at);
        _fiveMinutes.Observe((int)FiveMinutes.OutputSum, row.Sum(RowField.RequestOutputTokens), at);
        _fiveMinutes.Observe((int)FiveMinutes.OutputCount, row.Count(RowField.RequestOutputTokens), at);
        _fiveMinutes.Observe((int)FiveMinutes.CacheQueries, row.Number(RowField.PrefixCacheQueries), at);
        _fiveMinutes.Observe((int)FiveMinutes.CacheHits, row.Number(RowField.PrefixCacheHits), at);
    }

    /// <summary>Nothing has changed up to this time; <paramref name="busySeconds"/> as in <see cref="Observe"/>.</summary>
    public void Confirm(double busySeconds, DateTimeOffset at)
    {
        _busySeconds += busySeconds;
        _minute.Observe((int)Minute.BusySeconds, _busySeconds, at);
        _minute.Confirm(at);
        _fiveMinutes.Confirm(at);
    }

    /// <summary>The engine has restarted: the next reading counts from zero.</summary>
    public void Restart()
    {
        _busySeconds = 0;
        _minute.Restart();
        _fiveMinutes.Restart();
    }

    private double? Change(Minute flow, DateTimeOffset now) => _minute.Change((int)flow, now);

    private double? Change(FiveMinutes flow, DateTimeOffset now) => _fiveMinutes.Change((int)flow, now);

    private double? PerSecond(Minute flow, DateTimeOffset now) => _minute.PerSecond((int)flow, now);
}
