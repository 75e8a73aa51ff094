using Wva.Simulation.Engines;

namespace Wva.Simulation.Fitting;

/// <summary>A load played to a simulated engine, its page read at given moments.</summary>
public sealed class LoadReplay : IReplicaObserver
{
    private readonly double?[] _firstTokenAt;
    private readonly double[] _offeredAt;

    private LoadReplay(IReadOnlyList<(double AtSeconds, EngineRequest Request)> load)
    {
        _offeredAt = [.. load.Select(entry => entry.AtSeconds)];
        _firstTokenAt = new double?[load.Count];
    }

    /// <summary>The pages, in the order of time.</summary>
    public IReadOnlyList<PagePoint> Points { get; private set; } = [];

    /// <summary>Time to first token of each request by its id; null where none came.</summary>
    public IReadOnlyList<double?> TtftSeconds => [.. _firstTokenAt.Select((at, id) => at - _offeredAt[id])];

    /// <summary>Requests that have had their whole answer.</summary>
    public int Finished { get; private set; }

    /// <summary>Plays it.</summary>
    /// <param name="engine">An engine that has begun no later than the load; it must report to nobody.</param>
    /// <param name="load">Requests in the order of time, the id of each its index.</param>
    /// <param name="readAtSeconds">When the page is read, in the order of time.</param>
    public static LoadReplay Run(Func<IReplicaObserver, SimulatedReplica> engine, IReadOnlyList<(double AtSeconds, EngineRequest Request)> load, IEnumerable<double> readAtSeconds)
    {
        var replay = new LoadReplay(load);
        var replica = engine(replay);
        var points = new List<PagePoint>();
        var next = 0;
        foreach (var at in readAtSeconds)
        {
            for (; next < load.Count && load[next].AtSeconds <= at; next++)
            {
                replica.Offer(load[next].Request, load[next].AtSeconds);
            }

            replica.AdvanceTo(at);
            var meters = replica.Meters;
            points.Add(new PagePoint(at, replica.Gauges, meters.Preemptions, meters.GenerationTokens, meters.PrefixCacheHits));
        }

        replay.Points = points;
        return replay;
    }

    /// <inheritdoc/>
    void IReplicaObserver.FirstToken(in EngineRequest request, double atSeconds) => _firstTokenAt[request.Id] = atSeconds;

    /// <inheritdoc/>
    void IReplicaObserver.Finished(in FinishedRequest request) => Finished++;
}
