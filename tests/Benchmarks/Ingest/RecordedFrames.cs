using System.Net;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Benchmarks.Ingest;

/// <summary>The sample frames that an agent writes over a recording, in order: a full one first.</summary>
internal static class RecordedFrames
{
    public static Frame[] Of(string recording)
    {
        var sampler = new PageSampler();
        var encoder = new SampleEncoder();
        var sample = new Sample();
        var frames = new List<Frame>();
        foreach (var page in RecordedInput.Pages(recording).Where(page => page.Status == (int)HttpStatusCode.OK))
        {
            var read = sampler.Read(page.Body.Span, sample, DateTimeOffset.UnixEpoch.AddSeconds(page.AtSeconds), TimeSpan.Zero);
            if (read.Verdict == PageVerdict.Read && encoder.HasChanged(sample))
            {
                var frame = new Frame();
                encoder.Write(frame, sample, full: false);
                frames.Add(frame);
            }
        }

        return [.. frames];
    }
}
