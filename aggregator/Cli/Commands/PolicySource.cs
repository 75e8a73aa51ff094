using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Cli.Commands;

/// <summary>Where a scenario without a policy takes one from.</summary>
internal static class PolicySource
{
    /// <summary>Reads the policy that ConfigMaps say; null where there are none.</summary>
    public static Task<(ScalingPolicy? Policy, string? Problem)> ReadAsync(CliWorld world, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        _ = world;
        _ = cancellation;
        return Task.FromResult<(ScalingPolicy?, string?)>((null, files.Count == 0 ? null : "--config: not read yet"));
    }

    /// <summary>The scenario with its own policy, or with this one.</summary>
    public static Scenario Apply(Scenario scenario, ScalingPolicy? policy)
        => policy is null || scenario.HasPolicy ? scenario : scenario with { Policy = policy, HasPolicy = true };
}
