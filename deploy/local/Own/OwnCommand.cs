using System.Globalization;
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
    private readonly RunJournal _journal = new([Variant], MaxReplicas);
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
        await Around(engines, aggregator, folder, certificates).RunAsync(stop);
    }

    private FleetRun Around(OwnEngine[] engines, AggregatorProcess aggregator, RunFolder folder, LocalCertificates certificates) => new(options, time, output, view)
    {
        Aggregators = [aggregator],
        Heading = Heading(engines, aggregator, folder),
        Length = options.Length ?? Timeout.InfiniteTimeSpan,
        Facts = () => _outages.Lines(isLive: !options.Plain),
        Start = end => [WatchAsync(folder, end), aggregator.KeepAsync(_outages, end), .. engines.Select((engine, i) => KeepAgentAsync(engine, i, aggregator, folder, certificates, end))],
        Sum = samples => new OwnSummary(engines.Length, samples, [new SummaryVariant(Variant, Cost, _journal.Peak(Variant), _journal.Published(Variant))]),
    };

    private Task KeepAgentAsync(OwnEngine engine, int index, AggregatorProcess aggregator, RunFolder folder, LocalCertificates certificates, CancellationToken stop)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Variant}-{index}");
        return new KeptAgent(name, options.Agent, AgentArguments.Of(aggregator.Grpc, certificates.Authority, engine.Url, FreePort.Loopback(), name), folder.File(name + ".agent.log"), time)
            .RunAsync(stop);
    }

    private Task WatchAsync(RunFolder folder, CancellationToken end)
        => new StatusWatcher(VariantFiles.Status(folder.Variants, Variant), time).WatchAsync(
            status => _journal.See(Variant, status.Replicas, status.Reason, status.Message, time.GetElapsedTime(_began)),
            end);

    private static IEnumerable<string> Heading(OwnEngine[] engines, AggregatorProcess aggregator, RunFolder folder)
    {
        foreach (var engine in engines)
        {
            yield return $"engine      {engine.Url}: {engine.Model}";
        }

        yield return aggregator.Description;
        yield return $"variant     {VariantFiles.Manifest(folder.Variants, Variant)}: cost {Cost.ToString(CultureInfo.InvariantCulture)}; nothing is scaled, what is published is what a scaler would follow";
        yield return folder.Description;
    }
}
