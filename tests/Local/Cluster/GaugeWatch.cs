using System.Net.Sockets;
using Wva.Local.Measure;
using Wva.Scaling.Inputs;
using Wva.Simulation.Engines;
using Wva.Simulation.Serving;

namespace Wva.Local.Tests.Cluster;

/// <summary>What the engines' gauges ask for, read at the engines themselves.</summary>
/// <param name="ports">The engines that run now.</param>
internal sealed class GaugeWatch(Func<IReadOnlyList<int>> ports)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private long _lastOverOne;

    /// <summary>The gauges of every engine that answered last.</summary>
    public IReadOnlyList<EngineGauges> Last { get; private set; } = [];

    /// <summary>Replicas that they ask for.</summary>
    public int Demand => DemandRule.OfEngines(Last, new ScalingPolicy());

    /// <summary>When they last asked for more than one replica.</summary>
    public long LastOverOne => Volatile.Read(ref _lastOverOne);

    /// <summary>Reads until told to stop.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                Last = [.. (await Task.WhenAll(ports().Select(port => ReadAsync(port, stop)))).OfType<EngineGauges>()];
                if (Demand > 1)
                {
                    Volatile.Write(ref _lastOverOne, TimeProvider.System.GetTimestamp());
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private static async Task<EngineGauges?> ReadAsync(int port, CancellationToken stop)
    {
        try
        {
            await foreach (var gauges in EngineLoad.ReadAsync(port, stop))
            {
                return gauges;
            }
        }
        catch (Exception e) when (e is SocketException or InvalidDataException)
        {
            // It starts, or has been killed.
        }

        return null;
    }
}
