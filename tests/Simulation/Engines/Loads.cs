using CsCheck;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

/// <summary>Engines and loads of every kind for properties: tight caches, small budgets, bursts, idle moments.</summary>
internal static class Loads
{
    public const int MaxModelLength = 400;

    public static readonly Gen<EngineParameters> Engine = Gen.Select(
        Gen.Int[1, 32], Gen.Int[0, 1200], Gen.Int[1, 12], Gen.Int[0, 120], Gen.Double[1, 30], Gen.Double[0, 3], Gen.Double[0, 1], Gen.Double[0, 20],
        (block, spare, sequences, tokens, alpha, beta, prefill, context) => new EngineParameters(
            new EngineSpeed(alpha, beta, prefill, context),
            new EngineLimits(MaxModelLength + (2 * block) + spare)
            {
                BlockTokens = block,
                MaxNumSeqs = sequences,
                MaxBatchedTokens = sequences + tokens,
                MaxModelLength = MaxModelLength,
                PrefixCaching = false,
            }));

    public static readonly Gen<Arrival[]> Load = Gen.Select(Gen.Frequency((1, Gen.Const(0.0)), (3, Gen.Double[0, 0.4])), Gen.Int[1, 300], Gen.Int[1, 150])
        .Array[1, 40]
        .Select(requests => Arrivals(requests, _ => default));

    public static readonly Gen<Arrival[]> LoadWithPrefixes = Gen.Select(Gen.Double[0, 0.3], Gen.Int[1, 300], Gen.Int[1, 150], Gen.Int[0, 300], Gen.Int[0, 3])
        .Array[1, 40]
        .Select(requests => Arrivals(
            [.. requests.Select(request => (request.Item1, request.Item2, request.Item3))],
            index => (requests[index].Item4, requests[index].Item5)));

    /// <summary>Plays a load to its end; looks at it whenever told to.</summary>
    public static (Outcome Outcome, SimulatedReplica Replica) Play(EngineParameters engine, Arrival[] load, double lookEvery = double.PositiveInfinity, Action<SimulatedReplica>? look = null)
    {
        var outcome = new Outcome();
        var replica = new SimulatedReplica(engine, observer: outcome);
        var nextLook = lookEvery;
        foreach (var arrival in load)
        {
            Look(arrival.AtSeconds);
            Assert.Equal(OfferResult.Queued, replica.Offer(arrival.Request, arrival.AtSeconds));
        }

        while (!double.IsPositiveInfinity(replica.NextEventSeconds))
        {
            var next = replica.NextEventSeconds;
            Look(next);
            replica.AdvanceTo(Math.Max(next, replica.NowSeconds));
        }

        return (outcome, replica);

        void Look(double until)
        {
            for (; nextLook < until; nextLook += lookEvery)
            {
                replica.AdvanceTo(nextLook);
                look?.Invoke(replica);
            }
        }
    }

    private static Arrival[] Arrivals((double Gap, int Prompt, int Output)[] requests, Func<int, (int Cached, int Prefix)> prefix)
    {
        var at = 0.0;
        return [.. requests.Select((request, index) => new Arrival(
            at += request.Gap,
            new EngineRequest(index, request.Prompt, request.Output, prefix(index).Cached, prefix(index).Prefix)))];
    }
}
