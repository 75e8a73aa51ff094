using System.Collections.Immutable;
using Wva.Scaling.Inputs;

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

    /// <summary>Need that found no room, in its analyzer's unit, by place of the ballot and <see cref="Role"/>; empty where nothing was needed. What nobody's capacity can measure is left out.</summary>
    public ImmutableArray<double> Unmet { get; init; } = [];

    /// <summary>Variants that were asked for a replica which their namespace may not pay for; empty without an anchor.</summary>
    public ImmutableArray<bool> IsShortOfMoney { get; init; } = [];

    /// <summary>Variants that were asked for a replica which finds no GPUs; empty without an anchor.</summary>
    public ImmutableArray<GpuShortage?> ShortOfGpus { get; init; } = [];

    /// <summary>Whether a limit that models share kept it from anything.</summary>
    public bool IsLimited => Rescale is not null || IsShortOfMoney.Contains(true) || ShortOfGpus.Any(static shortage => shortage is not null);

    /// <summary>Need of a role that found no room, in its analyzer's unit.</summary>
    /// <param name="ballot">Place of the analyzer.</param>
    /// <param name="role">The role.</param>
    public double UnmetOf(int ballot, Role role) => Unmet[(ballot * Vote.Roles) + (int)role];

    /// <summary>Whether any need of a role found no room.</summary>
    /// <param name="role">The role.</param>
    public bool IsUnmet(Role role)
    {
        for (var i = (int)role; i < Unmet.Length; i += Vote.Roles)
        {
            if (Unmet[i] > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Need of a variant's role that found no room, in replicas of it: the most that any analyzer asks; 0 where nobody knows its capacity.</summary>
    /// <param name="model">The model.</param>
    /// <param name="index">Place of the variant.</param>
    public double UnmetReplicas(MixModel model, int index)
    {
        double most = 0;
        for (var i = 0; i < model.Ballots.Length && !Unmet.IsEmpty; i++)
        {
            most = Vote.Capacity(model.Ballots[i], index) is > 0 and var own ? Math.Max(most, UnmetOf(i, model.Variants[index].Role) / own) : most;
        }

        return most;
    }

    /// <summary>What a model without an anchor gets.</summary>
    public static MixOutcome Undecided(MixModel model) => new() { Targets = [.. model.Variants.Select(v => v.Start)], Anchor = Mix.Anchor.None };
}
