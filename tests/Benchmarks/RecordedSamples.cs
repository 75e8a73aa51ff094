using System.Net;
using Wva.Contracts;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;

namespace Wva.Benchmarks;

/// <summary>What an agent makes of pages of one engine: its description, and a sample a page.</summary>
/// <param name="Engine">What the engine is.</param>
/// <param name="Samples">In the order of the pages.</param>
internal sealed record RecordedSamples(EngineDescription Engine, IReadOnlyList<Sample> Samples)
{
    /// <summary>Reads pages as an agent would, all of them one after the other.</summary>
    /// <exception cref="InvalidDataException">None is a page of an engine.</exception>
    public static RecordedSamples Of(IEnumerable<RecordedPage> pages)
    {
        var sampler = new PageSampler();
        var samples = new List<Sample>();
        foreach (var page in pages.Where(page => page.Status == (int)HttpStatusCode.OK))
        {
            var sample = new Sample();
            if (sampler.Read(page.Body.Span, sample, DateTimeOffset.UnixEpoch.AddSeconds(page.AtSeconds), TimeSpan.Zero).Verdict == PageVerdict.Read)
            {
                samples.Add(sample);
            }
        }

        return new RecordedSamples(sampler.Engine ?? throw new InvalidDataException("no page is an engine's"), samples);
    }
}
