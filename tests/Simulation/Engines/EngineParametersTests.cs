using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

public sealed class EngineParametersTests
{
    private static readonly EngineParameters Engine = new(new EngineSpeed(10, 0, 0, 0), new EngineLimits(16_000));

    public static TheoryData<EngineParameters, string> Refused => new()
    {
        { Engine with { Speed = Engine.Speed with { AlphaMs = 0 } }, "AlphaMs is 0; allowed: a number above 0" },
        { Engine with { Speed = Engine.Speed with { BetaMs = -1 } }, "BetaMs is -1; allowed: a number, 0 or more" },
        { Engine with { Speed = Engine.Speed with { PrefillMsPerToken = double.NaN } }, "PrefillMsPerToken is NaN; allowed: a number, 0 or more" },
        { Engine with { Limits = Engine.Limits with { KvTokens = 31 } }, "KvTokens is 31; allowed: 32 to 2147483647" },
        { Engine with { Limits = Engine.Limits with { BlockTokens = 0 } }, "BlockTokens is 0; allowed: 1 to 1024" },
        { Engine with { Limits = Engine.Limits with { MaxNumSeqs = 0 } }, "MaxNumSeqs is 0; allowed: 1 to 2147483647" },
        { Engine with { Limits = Engine.Limits with { MaxBatchedTokens = 255 } }, "MaxBatchedTokens is 255; allowed: 256 to 2147483647" },
        { Engine with { Limits = Engine.Limits with { MaxModelLength = 15_985 } }, "MaxModelLength is 15985; allowed: 2 to 15984" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_engine_that_could_not_serve_is_refused_with_name_value_and_what_is_allowed(EngineParameters engine, string message)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new SimulatedReplica(engine));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_profile_is_an_engine_that_can_serve()
    {
        Assert.NotEmpty(EngineProfiles.Names);
        Assert.All(EngineProfiles.Names, name => EngineProfiles.Find(name)!.Validate());
        Assert.Null(EngineProfiles.Find("llama-70b"));
    }

    [Fact]
    public void An_engine_of_a_profile_is_as_fast_as_its_formula()
    {
        var profile = EngineProfiles.Find("llama-70b-fp8-h200-tp1")!;

        Assert.Equal(0.001 * (19.40 + (0.176 * 40) + (0.1171 * 500) + (0.0712 * 60)), profile.Speed.IterationSeconds(40, 500, 60_000), 1e-12);
        Assert.Equal(182_000, profile.Limits.KvTokens);
    }
}
