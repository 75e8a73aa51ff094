using System.Diagnostics.CodeAnalysis;
using Wva.Local.Measure;
using Wva.Local.Watch;
using Wva.Scaling.Inputs;
using Wva.Simulation.Engines;
using Wva.Simulation.Serving;

namespace Wva.Benchmarks.LoadStep;

/// <summary>One start of the published agent and aggregators, from nothing to the decision that a load step calls for. Times are since all of it runs.</summary>
internal sealed class LoadStepStart : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OneAtATime = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly RunJournal _journal = new([LoadStepSystem.Variant], LoadStepSystem.MaxReplicas);
    private readonly ScalingPolicy _policy = new();
    private readonly CancellationTokenSource _over;
    private long _began = TimeProvider.System.GetTimestamp();
    private TimeSpan? _read;
    private Publication? _decision;

    private LoadStepStart(CancellationToken stop) => _over = CancellationTokenSource.CreateLinkedTokenSource(stop);

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>Runs it.</summary>
    /// <param name="load">What the engine is given.</param>
    /// <param name="at">When the step comes.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="InvalidOperationException">No value was published before the step, or none because of it.</exception>
    public static async Task<LoadStepResult> RunAsync(SteppedLoad load, TimeSpan at, CancellationToken stop)
    {
        using var start = new LoadStepStart(stop);
        await using var system = await LoadStepSystem.StartAsync(start.Read, stop);
        start._began = TimeProvider.System.GetTimestamp();
        var parts = Task.WhenAll(start.ShowAsync(system.Engine.Port), start.WatchAsync(system.StatusFile), start.LoadAsync(system.Engine.Port, load, at));
        await Task.WhenAny(parts, Task.Delay(at + Patience, TimeProvider.System, start._over.Token));
        await start._over.CancelAsync();
        await parts.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        if (parts.IsFaulted)
        {
            await parts;
        }

        return start.Result(at);
    }

    public void Dispose() => _over.Dispose();

    private LoadStepResult Result(TimeSpan at)
    {
        lock (_lock)
        {
            return _decision is { From: 1, To: 2, Latency: { } whole } decision && decision.At > at && _read is { } read
                ? new LoadStepResult(read - (decision.At - whole), decision.At - read, whole)
                : throw new InvalidOperationException($"no decision 1 -> 2 within {Patience} of the step; {_decision?.ToString() ?? $"published is {_journal.Published(LoadStepSystem.Variant)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}"}");
        }
    }

    // The first page that asks for more than the one replica; it may be read before the gauges are looked at.
    private void Read(EngineGauges gauges)
    {
        Ask(gauges);
        lock (_lock)
        {
            _read ??= DemandRule.OfEngines([gauges], _policy) > 1 ? Now : null;
        }
    }

    private void Ask(EngineGauges gauges)
    {
        lock (_lock)
        {
            _journal.Ask(DemandRule.OfEngines([gauges], _policy), Now);
        }
    }

    private async Task ShowAsync(int port)
    {
        await foreach (var gauges in EngineLoad.ReadAsync(port, _over.Token))
        {
            Ask(gauges);
        }
    }

    private Task WatchAsync(string statusFile) => new StatusWatcher(statusFile, TimeProvider.System).WatchAsync(See, _over.Token);

    private void See(PublishedStatus status)
    {
        lock (_lock)
        {
            if (_journal.See(LoadStepSystem.Variant, status.Replicas, status.Reason, status.Message, Now) is { From: not null } decision)
            {
                _decision ??= decision;
                _over.Cancel();
            }
        }
    }

    [SuppressMessage("Reliability", "CA2025", Justification = "both ends of the link are awaited before it goes")]
    private async Task LoadAsync(int port, SteppedLoad load, TimeSpan at)
    {
        using var link = await EngineLink.ConnectAsync(port, _over.Token);
        foreach (var request in load.Before)
        {
            await link.SendAsync(request, _over.Token);
            await Task.Delay(OneAtATime, TimeProvider.System, _over.Token);
        }

        await Task.Delay(at - Now, TimeProvider.System, _over.Token);
        foreach (var request in SteppedLoad.Step)
        {
            await link.SendAsync(request, _over.Token);
        }

        await Task.Delay(Patience, TimeProvider.System, _over.Token); // who leaves takes his requests with him
    }
}
