using Wva.Local.Measure;
using Wva.Local.Run;
using Wva.Local.Watch;
using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;

namespace Wva.Local;

/// <summary>One run of <c>up</c>: starts the system, prints what is published, sums up.</summary>
internal sealed class UpCommand(UpOptions options, TimeProvider time, RunPrinter printer)
{
    private static readonly TimeSpan StatusPeriod = TimeSpan.FromSeconds(1);

    private readonly RunJournal _journal = new([LocalVariant.Name], LocalVariant.MaxReplicas);
    private int _shown;

    /// <summary>Runs to the end, or until told to stop; the summary is the last line in both cases.</summary>
    /// <exception cref="InvalidDataException">The recording cannot be read, or has no such moment.</exception>
    /// <exception cref="InvalidOperationException">A process failed; the message says which and how.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var player = Open(options);
        var demand = RecordedDemand.Shown(player, new ScalingPolicy());
        var variant = new LocalVariant(RecordedModel.Of(player.Pages));
        using var folder = new RunFolder(options.Keep);
        variant.Write(folder.Variants);
        await using var system = await LocalSystem.StartAsync(options, folder, player, time, stop);
        printer.Started(options, player, variant, system);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = WatchAsync(system, demand, end.Token);
        var showing = ShowAsync(system, end.Token);
        var failure = await PlayAsync(system, watching, Shorter(options.Length, player.Length), stop);
        var samples = await ReceivedSamples.AskAsync(system.AggregatorMetrics);
        await end.CancelAsync();
        await showing;
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the summary first, whatever became of it
        var at = system.Engine.Elapsed;
        Ask(demand, at);
        printer.Summary(RunSummary.Of(_journal, LocalVariant.Name, LocalVariant.Cost, system.Engine.PagesServed, samples, at));
        if (failure is not null)
        {
            throw new InvalidOperationException(failure);
        }

        await watching;
    }

    private static RecordingPlayer Open(UpOptions options)
    {
        var pages = RecordingReader.ReadAll(options.Recording!);
        return options.From.TotalSeconds <= pages[^1].AtSeconds
            ? new RecordingPlayer(pages, options.From)
            : throw new InvalidDataException($"--from: '{options.From.TotalSeconds}' lies behind the last page; allowed: 0 to {pages[^1].AtSeconds} seconds");
    }

    private static TimeSpan Shorter(TimeSpan? asked, TimeSpan recorded) => asked < recorded ? asked.Value : recorded;

    // What broke; null where the run came to its end, or was ended from outside.
    private async Task<string?> PlayAsync(LocalSystem system, Task watching, TimeSpan length, CancellationToken stop)
    {
        var left = length - system.Engine.Elapsed;
        var over = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, stop); // a slow start may have used it up
#pragma warning disable VSTHRD003 // only looked at here; the caller, who started it, awaits it
        await Task.WhenAny(system.WaitForBreakAsync(), watching, over);
#pragma warning restore VSTHRD003
        return stop.IsCancellationRequested ? null : system.Failure;
    }

    private Task WatchAsync(LocalSystem system, IReadOnlyList<ShownDemand> demand, CancellationToken end)
    {
        var watcher = new StatusWatcher(LocalVariant.StatusFile(system.Variants), time);
        return watcher.WatchAsync(
            status =>
            {
                var at = system.Engine.Elapsed;
                Ask(demand, at);
                if (_journal.See(LocalVariant.Name, status.Replicas, status.Reason, status.Message, at) is { } publication)
                {
                    printer.Published(publication);
                }
            },
            end);
    }

    // What the engine has shown since, each page from its own moment on.
    private void Ask(IReadOnlyList<ShownDemand> demand, TimeSpan at)
    {
        for (; _shown < demand.Count && demand[_shown].At <= at; _shown++)
        {
            _journal.Ask(demand[_shown].Demand, demand[_shown].At);
        }
    }

    private async Task ShowAsync(LocalSystem system, CancellationToken end)
    {
        if (!printer.IsLive)
        {
            return;
        }

        using var timer = new PeriodicTimer(StatusPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                printer.Live(system.Engine.Elapsed, system.Engine.PagesServed, _journal.Published(LocalVariant.Name));
            }
        }
        catch (OperationCanceledException)
        {
            printer.EndLive();
        }
    }
}
