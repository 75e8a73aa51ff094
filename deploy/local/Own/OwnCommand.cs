using System.Globalization;
using Wva.Api;
using Wva.Local.Cluster;
using Wva.Local.Measure;
using Wva.Local.Run;
using Wva.Local.View;
using Wva.Local.Watch;

namespace Wva.Local.Own;

/// <summary><c>up</c> around engines that run already: an agent beside each, an aggregator, a view of what would be published. Nothing is scaled.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where to print.</param>
/// <param name="view">The view.</param>
internal sealed class OwnCommand(UpOptions options, TimeProvider time, TextWriter output, IFleetOutput view)
{
    private const string Variant = "own";
    private const double Cost = 10;
    private const int MaxReplicas = 100;

    private readonly Outages _outages = new(time);
    private readonly RunJournal _journal = new();
    private readonly long _began = time.GetTimestamp();

    /// <summary>Runs until its time is over, or until told to stop; the summary is the last line in both cases.</summary>
    /// <exception cref="InvalidOperationException">An engine does not answer, or a process failed; the message says which and how.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var engines = await Task.WhenAll(options.Engines.Select(url => OwnEngine.FindAsync(options.Agent, url, stop)));
        if (engines.Select(engine => engine.Model).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            throw new InvalidOperationException($"--engine: {string.Join(", ", engines.Select(engine => $"{engine.Url} serves {engine.Model}"))}; allowed: replicas of one model");
        }

        using var folder = new RunFolder(options.Keep);
        var certificates = LocalCertificates.Write(folder.Path, time);
        VariantFiles.WriteManifest(folder.Variants, Variant, engines[0].Model, Cost, min: 1, MaxReplicas, accelerator: null);
        if (options.ScaleInWindow is { } window)
        {
            VariantFiles.WritePolicy(folder.Variants, window);
        }

        await using var aggregator = new AggregatorProcess("aggregator", options.Aggregator, folder, certificates, time);
        await aggregator.StartAsync(stop);
        await RunAsync(engines, aggregator, folder, certificates, stop);
    }

    private async Task RunAsync(OwnEngine[] engines, AggregatorProcess aggregator, RunFolder folder, LocalCertificates certificates, CancellationToken stop)
    {
        ServerFile.Write(options.ServerFile, [aggregator.Http]);
        using var http = AggregatorClient.CreateHttp();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await WriteHeadingAsync(engines, aggregator, folder);
            var source = new AggregatorSource(new AggregatorClient(http, [aggregator.Http], time));
            Task[] all =
            [
                new FleetLoop(source, view, () => _outages.Lines(isLive: !options.Plain), time).RunAsync(end.Token),
                aggregator.KeepAsync(_outages, end.Token),
                WatchAsync(folder, end.Token),
                .. engines.Select((engine, i) => KeepAgentAsync(engine, i, aggregator, folder, certificates, end.Token)),
            ];
            var first = await Task.WhenAny([.. all, Task.Delay(options.Length ?? Timeout.InfiniteTimeSpan, time, stop)]);
            var samples = await ReceivedSamples.AskAsync(new Uri(aggregator.Http, "metrics"));
            await end.CancelAsync();
            await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await output.WriteLineAsync(new OwnSummary(engines.Length, samples, [new SummaryVariant(Variant, Cost, _journal.Peak, _journal.Published)]).ToLine());
            if (first.IsFaulted)
            {
                await first;
            }
        }
        finally
        {
            File.Delete(options.ServerFile);
        }
    }

    private Task KeepAgentAsync(OwnEngine engine, int index, AggregatorProcess aggregator, RunFolder folder, LocalCertificates certificates, CancellationToken stop)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Variant}-{index}");
        string[] arguments =
        [
            "--aggregator", aggregator.Grpc, "--aggregator-ca", certificates.Authority, "--engine", engine.Url,
            "--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Next()}"), "--pod-name", name,
        ];
        return new KeptAgent(name, options.Agent, arguments, folder.File(name + ".agent.log"), time)
            .RunAsync(stop);
    }

    private Task WatchAsync(RunFolder folder, CancellationToken end)
        => new StatusWatcher(VariantFiles.Status(folder.Variants, Variant), time).WatchAsync(
            status => _journal.See(time.GetElapsedTime(_began), status.Replicas, status.Reason, status.Message, []),
            end);

    private async Task WriteHeadingAsync(OwnEngine[] engines, AggregatorProcess aggregator, RunFolder folder)
    {
        foreach (var engine in engines)
        {
            await output.WriteLineAsync($"engine      {engine.Url}: {engine.Model}");
        }

        await output.WriteLineAsync($"aggregator  {aggregator.Http}metrics   agents report to {aggregator.Grpc}");
        await output.WriteLineAsync($"variant     {VariantFiles.Manifest(folder.Variants, Variant)}: cost {Cost.ToString(CultureInfo.InvariantCulture)}; nothing is scaled, what is published is what a scaler would follow");
        await output.WriteLineAsync($"logs        {folder.Path}{(options.Keep is null ? ", gone at the end (--keep DIR keeps them)" : "")}");
    }
}
