using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>The outcome of an analyzer, given instead of measured, so that mix and limits can be asked alone. Its signals count as fresh and complete.</summary>
public sealed record GivenAnalysis
{
    /// <summary>The analyzer that it stands for.</summary>
    public string Name { get; init; } = AnalyzerNames.Saturation;

    /// <summary>Whether the analyzer's last word is recent: scaling in needs the consent of each that is.</summary>
    public bool Live { get; init; } = true;

    /// <summary>Capacity needed beyond what is coming, in the analyzer's unit; null is none.</summary>
    public double? RequiredCapacity { get; init; }

    /// <summary>Capacity beyond the need, in the analyzer's unit; null is none.</summary>
    public double? SpareCapacity { get; init; }

    /// <summary>Capacity of one replica by name of the variant; one that is not named has none.</summary>
    public ImmutableDictionary<string, double> PerReplicaCapacity { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Need and spare by role; empty where all variants do both.</summary>
    public ImmutableDictionary<Role, RoleCapacity> Roles { get; init; } = ImmutableDictionary<Role, RoleCapacity>.Empty;
}
