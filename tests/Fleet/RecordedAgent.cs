using Wva.Contracts;
using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;
using Wva.Testing;

namespace Wva.Fleet.Tests;

/// <summary>Reads a recorded engine page by page at the recorded times, and tells the ledger what an agent would.</summary>
internal sealed class RecordedAgent
{
    private readonly PageSampler _sampler = new();
    private readonly Sample _sample = new();
    private readonly ReplicaStream _stream;
    private double _readAt = double.NaN;

    private RecordedAgent() => _stream = Story.Ledger.Open(Story.Identity("a"), Story.Noon);

    public Story Story { get; } = new();

    /// <summary>Plays a recording; gives each page with the one variant as it stands just after it.</summary>
    public static IEnumerable<(RecordedPage Page, VariantSnapshot Variant, double RequestsCounted)> Play(string recording)
    {
        var agent = new RecordedAgent();
        foreach (var page in RecordingReader.Read(FileOf($"{recording}.pages.br")))
        {
            var at = page.AtSeconds + page.TookSeconds;
            agent.Read(page, at);
            yield return (page, agent.Story.Snapshot(at), agent.Story.Ledger.RequestsCounted);
        }
    }

    /// <summary>When the recording's client sent its requests, seconds, in order.</summary>
    public static double[] SentAt(string recording) =>
        [.. RecordedRequests.Read(FileOf($"{recording}.requests.csv")).Select(request => request.SentSeconds).Order()];

    private static string FileOf(string name)
    {
        var path = SharedFolder.File($"recordings/{name}");
        Assert.SkipWhen(path is null, "../shared/recordings is missing: it holds pages recorded from a real vLLM, one a second");
        return path!;
    }

    private void Read(RecordedPage page, double at)
    {
        var now = Story.At(at);
        if (page.Status == 200)
        {
            var result = _sampler.Read(page.Body.Span, _sample, now, TimeSpan.FromSeconds(page.TookSeconds));
            if (result.EngineChanged || result.Restarted)
            {
                Story.Ledger.Learn(_stream, _sampler.Engine!, now);
            }

            _readAt = at;
        }
        else
        {
            _sampler.Fail(_sample, "no answer");
        }

        _sample.ScrapeAgeSeconds = double.IsNaN(_readAt) ? null : at - _readAt;
        Story.Ledger.Apply(_stream, _sample, now);
    }
}
