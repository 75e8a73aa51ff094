using Wva.Simulation.Engines;
using Wva.Simulation.Recordings;

namespace Wva.Simulation.Fitting;

/// <summary>The model against the real engine: its speed fitted to the beginning of a recording, then all requests of the recording played to it.</summary>
/// <param name="Fit">The fitted speed.</param>
/// <param name="Recorded">What the real engine showed.</param>
/// <param name="Replayed">What the simulated one did.</param>
/// <param name="Ttfts">Every request: when it was sent, and the time to its first token as recorded and replayed, null where none came.</param>
/// <param name="Rest">How near they are over the part that was compared.</param>
public sealed record RecordingReplay(
    FittedSpeed Fit,
    IReadOnlyList<PagePoint> Recorded,
    LoadReplay Replayed,
    IReadOnlyList<(double SentSeconds, double? RecordedTtft, double? ReplayedTtft)> Ttfts,
    ReplayComparison Rest)
{
    /// <summary>Fits and plays.</summary>
    /// <param name="pages">Pages of a recording.</param>
    /// <param name="requests">Its requests.</param>
    /// <param name="limits">The engine's limits: they are known, not fitted.</param>
    /// <param name="mix">Shared prefixes of its prompts.</param>
    /// <param name="fitSeconds">Pages read by then are fitted to.</param>
    /// <param name="compareFromSeconds">Pages read, and requests sent, from then on are compared; there must be some.</param>
    /// <param name="random">Draws which requests have which prefix.</param>
    /// <param name="engine">Makes the engine; null: a <see cref="SimulatedReplica"/>.</param>
    /// <exception cref="InvalidDataException">The pages cannot be fitted to.</exception>
    public static RecordingReplay Of(
        IReadOnlyList<RecordedPage> pages,
        IReadOnlyList<RecordedRequest> requests,
        EngineLimits limits,
        PrefixMix mix,
        double fitSeconds,
        double compareFromSeconds,
        Random random,
        Func<EngineParameters, IReplicaObserver, SimulatedReplica>? engine = null)
    {
        engine ??= static (parameters, observer) => new SimulatedReplica(parameters, observer: observer);
        var fit = SpeedFit.Of(PageIntervals.Read(pages.TakeWhile(page => page.AtSeconds <= fitSeconds)), limits.BlockTokens, mix);
        var recorded = RecordedPoints.Read(pages);
        var load = RecordedLoad.From(requests, mix, random);
        var parameters = new EngineParameters(fit.Speed, limits);
        var replayed = LoadReplay.Run(observer => engine(parameters, observer), load, recorded.Select(point => point.AtSeconds));
        (double SentSeconds, double? RecordedTtft, double? ReplayedTtft)[] ttfts =
            [.. RecordedLoad.Sent(requests).Zip(replayed.TtftSeconds, (request, ttft) => (request.SentSeconds, request.FirstTokenSeconds - request.SentSeconds, ttft))];
        return new RecordingReplay(fit, recorded, replayed, ttfts, ReplayComparison.Of(recorded, replayed.Points, ttfts, compareFromSeconds));
    }
}
