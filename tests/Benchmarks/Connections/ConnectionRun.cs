using Wva.Benchmarks.Measuring;

namespace Wva.Benchmarks.Connections;

/// <summary>One aggregator, so many agents on a connection each, from the start to the end of both.</summary>
internal static class ConnectionRun
{
    private const int WarmUpCount = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">A stream was not taken or ended: the figures would be of fewer.</exception>
    public static async Task<ConnectionResult> RunAsync(ConnectionSetting setting, int count, ConnectionPlan plan, CancellationToken stop)
    {
        await using var aggregator = await AggregatorProcess.StartAsync(setting, LoadCommand.Engine().Engine.Models[0], stop);
        var start = await WarmUpAsync(aggregator, stop);
        using var load = new LoadProcess(aggregator, count, plan.BusyShare);
        var opening = TimeProvider.System.GetTimestamp();
        await load.OpenAsync(stop);
        var opened = TimeProvider.System.GetElapsedTime(opening);
        var idle = await MeasureAsync(aggregator, load, plan.Idle, stop);
        await load.TalkAsync(stop);
        await Task.Delay(plan.Settle, TimeProvider.System, stop);
        var busy = await MeasureAsync(aggregator, load, plan.Measure, stop);
        var garbage = aggregator.Use;
        var heap = await aggregator.CollectAsync(stop);
        var live = aggregator.Use;
        var latencies = await load.ProbeAsync(plan.Probes, stop);
        var (_, late, ended) = await load.CountAsync(stop);
        var types = plan.WithTypes ? await TypesAsync(aggregator, stop) : [];
        return ended > 0
            ? throw new InvalidOperationException($"{ended} of {count} streams have ended")
            : new ConnectionResult
            {
                Setting = setting.Name,
                Count = count,
                Base = start,
                BeforeCollection = garbage,
                Live = (live, heap),
                IdleCores = idle.Server.User + idle.Server.System,
                MessagesPerSecond = busy.Rate,
                Late = late,
                ServerCores = busy.Server,
                LoadCores = busy.Load,
                Latencies = latencies,
                Opening = opened,
                Types = types,
            };
    }

    // The first connections compile code and fill pools that any number would: they are no connection's own.
    private static async Task<(ProcessUse Use, CollectorState Heap)> WarmUpAsync(AggregatorProcess aggregator, CancellationToken stop)
    {
        using (var load = new LoadProcess(aggregator, WarmUpCount, busyShare: 1))
        {
            await load.OpenAsync(stop);
            await load.TalkAsync(stop);
            await load.ProbeAsync(WarmUpCount, stop);
            await Task.Delay(WarmUp, TimeProvider.System, stop);
        }

        // Once their streams are closed a collection finds nothing of them.
        await Task.Delay(WarmUp, TimeProvider.System, stop);
        var heap = await aggregator.CollectAsync(stop);
        return (aggregator.Use, heap);
    }

    private static async Task<IReadOnlyList<(string Type, long Count, long Bytes)>> TypesAsync(AggregatorProcess aggregator, CancellationToken stop)
    {
        await aggregator.CollectAsync(stop);
        return await HeapTypesCommand.ReadAsync(aggregator.Id, stop);
    }

    private static async Task<(double Rate, (double User, double System) Server, (double User, double System) Load)> MeasureAsync(
        AggregatorProcess aggregator, LoadProcess load, TimeSpan time, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (sent, _, _) = await load.CountAsync(stop);
        var (server, client) = (aggregator.Use, load.Use);
        await Task.Delay(time, TimeProvider.System, stop);
        var (serverThen, clientThen) = (aggregator.Use, load.Use);
        var (sentThen, _, _) = await load.CountAsync(stop);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        return ((sentThen - sent) / seconds, Cores(server, serverThen, seconds), Cores(client, clientThen, seconds));
    }

    private static (double User, double System) Cores(ProcessUse before, ProcessUse after, double seconds) =>
        ((after.UserSeconds - before.UserSeconds) / seconds, (after.SystemSeconds - before.SystemSeconds) / seconds);
}
