using System.Globalization;
using Wva.Local.Measure;
using Wva.Local.Run;
using Wva.Local.Watch;
using Wva.Simulation.Recordings;

namespace Wva.Local.Recorded;

/// <summary>The journal of a run around a recording: what its pages ask for, each from its own moment on, and what is published.</summary>
/// <param name="demand">What it asks for as it is played, in the order of time.</param>
/// <param name="length">How long it is played.</param>
/// <param name="engine">The engine that plays it; its elapsed time is the run's.</param>
internal sealed class RecordedJournal(IReadOnlyList<ShownDemand> demand, TimeSpan length, RecordedEngine engine)
{
    private readonly Lock _lock = new();
    private readonly RunJournal _run = new([LocalVariant.Name], LocalVariant.MaxReplicas);
    private string? _last;
    private int _shown;

    /// <summary>What a view cannot have from the aggregator: how far the playing is, and how long the last decision took.</summary>
    public IReadOnlyList<string> Facts
    {
        get
        {
            lock (_lock)
            {
                var played = string.Create(CultureInfo.InvariantCulture, $"{engine.Elapsed.TotalSeconds:0} s of {length.TotalSeconds:0} s, {engine.PagesServed} pages read");
                return _last is null ? [played] : [played, _last];
            }
        }
    }

    /// <summary>A status is seen.</summary>
    /// <returns>A line on the value that it publishes; null where that is the one before.</returns>
    public string? See(PublishedStatus status)
    {
        lock (_lock)
        {
            var at = engine.Elapsed;
            Ask(at);
            return _run.See(LocalVariant.Name, status.Replicas, status.Reason, status.Message, at) is { } publication ? _last = PublicationText.Line(publication) : null;
        }
    }

    /// <summary>The summary up to now.</summary>
    /// <param name="samples">Samples that the aggregator received; null where it did not answer.</param>
    public RecordedSummary Sum(long? samples)
    {
        lock (_lock)
        {
            var at = engine.Elapsed;
            Ask(at);
            return RecordedSummary.Of(_run, LocalVariant.Name, LocalVariant.Cost, engine.PagesServed, samples, at);
        }
    }

    private void Ask(TimeSpan at)
    {
        for (; _shown < demand.Count && demand[_shown].At <= at; _shown++)
        {
            _run.Ask(demand[_shown].Demand, demand[_shown].At);
        }
    }
}
