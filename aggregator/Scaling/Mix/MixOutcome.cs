using System.Collections.Immutable;

namespace Wva.Scaling.Mix;

/// <summary>Replicas a variant for one model, before zero, holds and limits.</summary>
internal sealed record MixOutcome
{
    /// <summary>Replicas, in the order of the model's variants; where no analyzer sizes the model, what there is.</summary>
    public required ImmutableArray<int> Targets { get; init; }

    /// <summary>Place of the analyzer that sized it; <see cref="Mix.Anchor.None"/> where none did and nothing is decided.</summary>
    public required int Anchor { get; init; }

    /// <summary>Capacity of one replica that each variant was sized with; 0 is unusable. Empty without an anchor.</summary>
    public ImmutableArray<double> PerReplica { get; init; } = [];

    /// <summary>Whether anything was needed: then nothing of the model scales in.</summary>
    public bool Growing { get; init; }

    /// <summary>Its share where GPUs of it were given to others, or of others to it: then it follows that, whatever it may need; null elsewhere.</summary>
    public RescaleShare? Rescale { get; init; }

    /// <summary>Need of each role that found no room, in the anchor's unit, by <see cref="Inputs.Role"/>.</summary>
    public ImmutableArray<double> Unmet { get; init; } = [];

    /// <summary>Variants that were asked for a replica which their namespace may not pay for; empty without an anchor.</summary>
    public ImmutableArray<bool> IsShortOfMoney { get; init; } = [];

    /// <summary>Variants that were asked for a replica which finds no GPUs; empty without an anchor.</summary>
    public ImmutableArray<bool> IsShortOfGpus { get; init; } = [];

    /// <summary>Whether a limit that models share kept it from anything.</summary>
    public bool IsLimited => Rescale is not null || IsShortOfMoney.Contains(true) || IsShortOfGpus.Contains(true);

    /// <summary>Need of a variant's role that found no room, in replicas of it; 0 where its capacity is unknown.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="role">Its role.</param>
    public double UnmetReplicas(int index, Inputs.Role role) => Unmet.IsEmpty || PerReplica[index] <= 0 ? 0 : Unmet[(int)role] / PerReplica[index];

    /// <summary>What a model without an anchor gets.</summary>
    public static MixOutcome Undecided(MixModel model) => new() { Targets = [.. model.Variants.Select(v => v.Start)], Anchor = Mix.Anchor.None };
}
