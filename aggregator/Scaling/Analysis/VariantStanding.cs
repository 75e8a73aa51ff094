using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>One variant as the analysis sees it.</summary>
internal sealed record VariantStanding
{
    /// <summary>Its place in the snapshot.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The variant as it stood.</summary>
    public required VariantSnapshot Snapshot { get; init; }

    /// <summary>Its rows, by <see cref="ReplicaOrder"/>.</summary>
    public required ImmutableArray<ReplicaSnapshot> Rows { get; init; }

    /// <summary>Its pods.</summary>
    public required PodTally Pods { get; init; }

    /// <summary>What is remembered of it, brought to now.</summary>
    public required LearnedVariant Memory { get; init; }

    /// <summary>Whether it is not remembered because the system is settled.</summary>
    public required bool Settled { get; init; }

    /// <summary>Replicas asked for or granted whose pods are not seen yet.</summary>
    public required int Coming { get; init; }

    /// <summary>Whether replicas are starting, and not for so long that nobody waits for them.</summary>
    public required bool Starting { get; init; }

    /// <summary>Alerts about this variant.</summary>
    public required ImmutableArray<Reason> Alerts { get; init; }

    /// <summary>Replicas its target is asked for; what is below none is none.</summary>
    public int Current => Math.Max(0, Snapshot.Current);

    /// <summary>Replicas asked for that are neither pending nor heard of: they keep their place, and hold the variant.</summary>
    public int Unheard => (int)Math.Max(0, (long)Current - Pods.Seen - Math.Max(Coming, Math.Max(0, Snapshot.Pending)));

    /// <summary>Pods that are there and stay: more than its target is asked for are on their way out.</summary>
    public int Staying => Math.Min(Pods.Seen, Current);

    /// <summary>Whether any of its pods serves.</summary>
    public bool Serves => Pods.Serving > 0;

    /// <summary>Whether it has replicas and none of them is heard of.</summary>
    public bool IsSilent => Unheard > 0 && !Serves;

    /// <summary>Replicas whose place is kept though they carry nothing that is known.</summary>
    public int Idle => IdleThatStay + Unheard + (Snapshot.StockOut ? OnTheirWay : 0);

    /// <summary>Whether a number of this variant is missing, so that it may not scale in.</summary>
    public bool Blind => Pods.Stale > 0 || Pods.Unknown > 0 || Unheard > 0;

    /// <summary>Whether an analysis of it is given: its need is beyond what is asked for now, so what was granted before is part of that need.</summary>
    public required bool IsGiven { get; init; }

    /// <summary>Replicas that carry load, or will.</summary>
    public long Supply => Pods.ServingReplicas + ToCome;

    /// <summary>Replicas that will carry load: starting, asked for or granted. Those of a variant whose pods find no GPUs will not: others have to.</summary>
    public long ToCome => Snapshot.StockOut ? 0 : OnTheirWay;

    /// <summary>All replicas that its target's number covers: those that are there beyond what it is asked for are on their way out.</summary>
    public long Standing => Supply + Idle - Math.Max(0, Pods.Seen - Current - (Pods.Idle - IdleThatStay));

    /// <summary>Of the replicas that carry load, or will, those that its target's number covers.</summary>
    public long Asked => Math.Max(0, Standing - Idle);

    /// <summary>
    /// Whether its bounds only stop what moves towards them: where it is sized by capacity, and where none of its pods serves, a number that is outside of them
    /// already is left to its scaler, which has bounds of its own (as published). Else both bounds hold at once, as do bounds that are new.
    /// </summary>
    public required bool BoundsOnlyStop { get; init; }

    /// <summary>Whether its bounds are others than when it was last decided; so are those of a variant that was never decided, save in a settled system.</summary>
    public required bool IsRebounded { get; init; }

    /// <summary>Whether its last replica stays, as the published percentages have it: it may go where scaling to zero is allowed.</summary>
    public required bool KeepsOne { get; init; }

    /// <summary>Fewest replicas that the load may leave it with: idle ones carry nothing, so taking them in frees no load.</summary>
    public int Fewest => Math.Max(Min, KeepsOne && Asked > 0 && Max > Idle ? Idle + 1 : Idle);

    /// <summary>The minimum of a schedule that holds now; null where none does.</summary>
    public required ScheduledMin? Scheduled { get; init; }

    /// <summary>The same variant without an operator's word.</summary>
    public VariantStanding WithoutWord => Word is null ? this : this with { Word = null };

    /// <summary>The same variant without a min of its own or a schedule's.</summary>
    public VariantStanding WithoutMin => this with { Snapshot = Snapshot with { Spec = Snapshot.Spec with { Min = null } }, Scheduled = null };

    /// <summary>The same variant without a max; a schedule brings no more than it did under that.</summary>
    public VariantStanding WithoutMax => this with
    {
        Snapshot = Snapshot with { Spec = Snapshot.Spec with { Max = null } },
        Scheduled = Scheduled is null ? null : Scheduled with { Min = Schedule.Min(Snapshot.Spec, Scheduled) },
    };

    /// <summary>An operator's word that holds now; null where there is none.</summary>
    public required OperatorWord? Word { get; init; }

    /// <summary>Whether what a word asks for beyond what stands is sure. Not where GPUs or money are limited: what it gets there is known only after the mix.</summary>
    public required bool GrowthIsSure { get; init; }

    /// <summary>Fewest replicas that the load may bring it to: a word leaves the load one number.</summary>
    public int Min => Word is null ? BoundMin : (int)Math.Clamp(GrowthIsSure ? Word.Target : Math.Min(Word.Target, Standing), BoundMin, BoundMax);

    /// <summary>Most replicas that the load may bring it to.</summary>
    public int Max => Word is null ? BoundMax : Min;

    /// <summary>Whether a number may be there because of the min.</summary>
    public bool IsAtMin(int number) => Min > 0 && number == Min;

    /// <summary>Whether a number may be there because of the max.</summary>
    public bool IsAtMax(int number) => Max < int.MaxValue && number >= Max;

    /// <summary>Fewest replicas, whatever an operator says.</summary>
    public int BoundMin => Scheduled is null ? UserMin : Math.Max(UserMin, Schedule.Min(Snapshot.Spec, Scheduled));

    /// <summary>What raises it to that by the clock; null where it is the user's own min.</summary>
    public ScheduledMin? Raising => BoundMin > UserMin ? Scheduled : null;

    /// <summary>Fewest replicas by the variant's own bound.</summary>
    public int UserMin => BoundsOnlyStop ? Math.Min(OwnMin, Math.Max(Current, Published)) : OwnMin;

    /// <summary>Most replicas, whatever an operator says; a min above it wins.</summary>
    public int BoundMax => BoundsOnlyStop ? Math.Max(OwnMax, Math.Min(Current, Published)) : OwnMax;

    /// <summary>The same where its pods find no GPUs: then it has no room.</summary>
    public int Most => Snapshot.StockOut ? (int)Math.Clamp(Standing, Min, Max) : Max;

    /// <summary>The published value; what there is, where nothing was published.</summary>
    public int Published => Math.Max(0, Memory.Published ?? Current);

    private int IdleThatStay => Math.Min(Pods.Idle, Current);

    private int OnTheirWay => (int)Math.Min(int.MaxValue, (long)Pods.Starting + (IsGiven ? 0 : Coming));

    private int OwnMin => Math.Max(0, Snapshot.Spec.Min ?? 0);

    private int OwnMax => Math.Max(OwnMin, Snapshot.Spec.Max ?? int.MaxValue);
}
