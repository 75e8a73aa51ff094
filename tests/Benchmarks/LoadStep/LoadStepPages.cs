using Wva.Local.Measure;
using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;

namespace Wva.Benchmarks.LoadStep;

/// <summary>The two pages of a load step: what a real engine showed before, and what it showed after.</summary>
/// <param name="Before">One replica is enough.</param>
/// <param name="After">Two are needed.</param>
internal sealed record LoadStepPages(RecordedPage Before, RecordedPage After)
{
    // In 'step' the load comes at 120 s and takes 6 s to fill the engine.
    private const int PagesOfFilling = 10;

    /// <summary>Takes them from the recording <c>step</c>.</summary>
    /// <param name="nearBefore">The page just before, near the threshold; else one of an engine at ease.</param>
    public static LoadStepPages OfRecording(bool nearBefore)
    {
        var pages = RecordedInput.Pages("step");
        var demand = RecordedDemand.OfPages(pages, new ScalingPolicy());
        var after = demand.TakeWhile(replicas => !(replicas > 1)).Count();
        return new LoadStepPages(pages[after - (nearBefore ? 1 : PagesOfFilling)], pages[after]);
    }

    /// <summary>Plays them: the step comes at this moment, at once and in full.</summary>
    public RecordingPlayer ToPlayer(TimeSpan at) => new([Before with { AtSeconds = 0 }, After with { AtSeconds = at.TotalSeconds }]);
}
