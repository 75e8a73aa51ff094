namespace Wva.Scaling;

/// <summary>Every reason code there is. Codes are never renamed or reused; the room's README says what each means.</summary>
public static class ReasonCodes
{
    /// <summary>No sample has come yet: no recommendation.</summary>
    public const string MetricsMissing = "MetricsMissing";

    /// <summary>Samples came before, none is fresh: what was published stands.</summary>
    public const string SignalsLost = "SignalsLost";

    /// <summary>What the role group's load comes to, in replicas.</summary>
    public const string DemandMeasured = "DemandMeasured";

    /// <summary>A spare trigger leaves no room under its threshold: one more than are serving is asked for.</summary>
    public const string ThresholdsLeaveNoRoom = "ThresholdsLeaveNoRoom";

    /// <summary>Alert: a pod is Ready and silent for more than 10 minutes; its share is taken as the mean of its fresh siblings.</summary>
    public const string SilentTooLong = "SilentTooLong";

    /// <summary>Alert: published replicas were not seen as pods within 10 minutes; they no longer count.</summary>
    public const string GrantLapsed = "GrantLapsed";

    /// <summary>Alert: replicas have been starting for more than 30 minutes; they no longer keep others from scaling in.</summary>
    public const string StartOverdue = "StartOverdue";

    /// <summary>How much room the replicas of a role group have left (the published setting of <c>percentage</c>).</summary>
    public const string SpareMeasured = "SpareMeasured";

    /// <summary>Demand and capacity of the model in tokens.</summary>
    public const string TokensMeasured = "TokensMeasured";

    /// <summary>How many tokens a replica of the variant holds, and where that comes from.</summary>
    public const string CapacityKnown = "CapacityKnown";

    /// <summary>Nobody knows how many tokens a replica of the variant holds: it is not sized, and where it serves nothing of its role scales in.</summary>
    public const string CapacityUnknown = "CapacityUnknown";

    /// <summary>The demand asks for more replicas of this variant.</summary>
    public const string ScaleOut = "ScaleOut";

    /// <summary>The demand asks for fewer replicas of this variant.</summary>
    public const string ScaleIn = "ScaleIn";

    /// <summary>This variant carries its part of the demand as it is.</summary>
    public const string DemandCovered = "DemandCovered";

    /// <summary>Considered: a variant comes first by cost and has no room below its max.</summary>
    public const string NoRoom = "NoRoom";

    /// <summary>No variant has room for all that the demand asks for.</summary>
    public const string DemandUnmet = "DemandUnmet";

    /// <summary>Considered: a variant comes later by cost and is not needed.</summary>
    public const string LaterByCost = "LaterByCost";

    /// <summary>No single analyzer sizes the model: what is there stands.</summary>
    public const string NotSized = "NotSized";

    /// <summary>Considered: a variant comes first by cost and finds no GPUs.</summary>
    public const string NoGpus = "NoGpus";

    /// <summary>A role group never goes under one replica.</summary>
    public const string LastReplicaKept = "LastReplicaKept";

    /// <summary>No request within the retention: nothing is kept.</summary>
    public const string ToZero = "ToZero";

    /// <summary>No request was completed within the retention, and there is work nevertheless, or nobody can tell: it does not go to zero.</summary>
    public const string ZeroRefused = "ZeroRefused";

    /// <summary>Requests wait for a model without replicas: its cheapest eligible variant gets one.</summary>
    public const string FromZero = "FromZero";

    /// <summary>Requests wait for a model without replicas, and no variant may get one.</summary>
    public const string NobodyToWake = "NobodyToWake";

    /// <summary>Need, spare and capacities are given, not measured.</summary>
    public const string AnalysisGiven = "AnalysisGiven";

    /// <summary>First number for this variant: what there is, or more.</summary>
    public const string FirstPublication = "FirstPublication";

    /// <summary>Held: not every replica of this variant has a fresh sample.</summary>
    public const string HeldStale = "HeldStale";

    /// <summary>Held: an engine of this variant has work and does not move.</summary>
    public const string HeldStalled = "HeldStalled";

    /// <summary>Held: a metric that the decision rests on is absent or makes no sense.</summary>
    public const string HeldUnknown = "HeldUnknown";

    /// <summary>Held: pods of more than one template are there.</summary>
    public const string HeldRollout = "HeldRollout";

    /// <summary>Held: replicas of the role group are starting.</summary>
    public const string HeldStarting = "HeldStarting";

    /// <summary>Held: published replicas of the role group are not seen as pods yet.</summary>
    public const string HeldGrant = "HeldGrant";

    /// <summary>Held: less than 10 s have passed since the last hold ended.</summary>
    public const string HeldSettling = "HeldSettling";

    /// <summary>More was wanted within the stabilisation window.</summary>
    public const string Stabilizing = "Stabilizing";

    /// <summary>An operator set the number.</summary>
    public const string OperatorSet = "OperatorSet";

    /// <summary>An operator holds what is published.</summary>
    public const string OperatorHeld = "OperatorHeld";

    /// <summary>Raised to a minimum of the schedule.</summary>
    public const string ScheduledMin = "ScheduledMin";

    /// <summary>Raised to the variant's min.</summary>
    public const string AtMin = "AtMin";

    /// <summary>Lowered to the variant's max.</summary>
    public const string AtMax = "AtMax";

    /// <summary>Lowered: the GPUs that are there, or a quota, do not suffice.</summary>
    public const string GpuLimit = "GpuLimit";

    /// <summary>Lowered: the namespace would cost more an hour than it may.</summary>
    public const string CostCap = "CostCap";

    /// <summary>Models share GPUs that do not suffice for all of them, by priority and demand.</summary>
    public const string Rescaled = "Rescaled";

    /// <summary>Considered: the variant is outside of a bound that only stops what moves towards it; going back is left to its scaler.</summary>
    public const string LeftToScaler = "LeftToScaler";

    /// <summary>A min is kept though it goes over a limit.</summary>
    public const string MinOverLimit = "MinOverLimit";

    /// <summary>The published autoscaler decides nothing for this variant: it stays as it is.</summary>
    public const string NothingDecided = "NothingDecided";
}
