using System.Collections.Immutable;

namespace Wva.Replay.Scalers;

/// <summary>The rules of one direction, <c>behavior.scaleUp</c> or <c>behavior.scaleDown</c>.</summary>
public sealed record HpaRules
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(3600);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(1800);

    /// <summary>Kubernetes' rules of scaling out: no window; doubling or 4 pods in 15 s, whichever is more.</summary>
    public static HpaRules DefaultScaleUp { get; } = new()
    {
        Policies =
        [
            new HpaPolicy(HpaPolicyKind.Pods, 4, TimeSpan.FromSeconds(15)),
            new HpaPolicy(HpaPolicyKind.Percent, 100, TimeSpan.FromSeconds(15)),
        ],
    };

    /// <summary>Kubernetes' rules of scaling in: a window of 300 s; all in 15 s.</summary>
    public static HpaRules DefaultScaleDown { get; } = new()
    {
        StabilizationWindow = TimeSpan.FromSeconds(300),
        Policies = [new HpaPolicy(HpaPolicyKind.Percent, 100, TimeSpan.FromSeconds(15))],
    };

    /// <summary>Over which time recommendations are looked back at: the safest of them counts.</summary>
    public TimeSpan StabilizationWindow { get; init; }

    /// <summary>By how much replicas may change.</summary>
    public ImmutableArray<HpaPolicy> Policies { get; init; } = [];

    /// <summary>Which policy counts.</summary>
    public HpaSelect Select { get; init; }

    /// <summary>Longest period of a policy: changes older than that are of no use.</summary>
    internal TimeSpan LongestPolicyPeriod => Policies.IsEmpty ? TimeSpan.Zero : Policies.Max(static policy => policy.Period);

    /// <summary>Whether Kubernetes would take the rules.</summary>
    internal bool IsValid =>
        StabilizationWindow >= TimeSpan.Zero
        && StabilizationWindow <= LongestWindow
        && (Select == HpaSelect.Disabled || !Policies.IsEmpty)
        && Policies.All(static policy => policy.Value > 0 && policy.Period > TimeSpan.Zero && policy.Period <= LongestPeriod);
}
