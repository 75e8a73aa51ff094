using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

public sealed class ClosedFormTests
{
    private const int Requests = 20_000;

    // What an iteration takes at a steady load: alpha / (1 - rho), rho the share of the time that the requests' own terms take up.
    [Theory]
    [InlineData("llama-70b-fp8-h200-tp1", 0.3)]
    [InlineData("llama-70b-fp8-h200-tp1", 0.6)]
    [InlineData("llama-70b-fp8-h100-tp2", 0.6)]
    [InlineData("llama-8b-h100-tp1", 0.5)]
    public void At_a_steady_load_the_time_between_tokens_is_that_of_the_closed_form(string profile, double rho)
    {
        var engine = EngineProfiles.Find(profile)!;
        var random = new Random(11);
        EngineRequest[] requests = [.. Enumerable.Range(0, Requests).Select(id => new EngineRequest(id, random.Next(200, 1800), random.Next(100, 500)))];
        var secondsARequest = requests.Average(request => OwnSeconds(engine.Speed, request));
        var (at, load) = (0.0, new Arrival[Requests]);
        for (var i = 0; i < Requests; i++)
        {
            at -= Math.Log(1 - random.NextDouble()) * secondsARequest / rho;
            load[i] = new Arrival(at, requests[i]);
        }

        var (outcome, replica) = Loads.Play(engine, load);
        double[] means = [.. outcome.Finished.Select(request => request.MeanItlSeconds).Order()];

        Assert.Equal(0, replica.Meters.Preemptions);
        Assert.Equal(1, means[means.Length / 2] / (engine.Speed.AlphaMs / 1000 / (1 - rho)), 0.05);
    }

    private static double OwnSeconds(EngineSpeed speed, EngineRequest request) =>
        ((speed.BetaMs * request.OutputTokens)
            + (speed.PrefillMsPerToken * request.PromptTokens)
            + (speed.ContextMsPerKtoken * request.OutputTokens * (request.PromptTokens + (request.OutputTokens / 2.0)) / 1000)) / 1000;
}
