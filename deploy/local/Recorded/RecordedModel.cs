using Wva.Contracts;
using Wva.Simulation.Recordings;
using Wva.Telemetry.Sampling;

namespace Wva.Local.Recorded;

/// <summary>Which model a recording is of.</summary>
internal static class RecordedModel
{
    /// <summary>The first model name that a page of it bears.</summary>
    /// <exception cref="InvalidDataException">No page bears one.</exception>
    public static string Of(IReadOnlyList<RecordedPage> pages)
    {
        var sampler = new PageSampler();
        var sample = new Sample();
        foreach (var page in pages.Where(page => page.Status == 200))
        {
            sampler.Read(page.Body.Span, sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
            if (sampler.Engine?.Models.FirstOrDefault() is { } model)
            {
                return model;
            }
        }

        throw new InvalidDataException("no page of the recording bears a model_name");
    }
}
