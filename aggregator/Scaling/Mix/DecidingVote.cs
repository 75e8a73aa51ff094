using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>The analyzer whose number decides over a variant, for the sentence that says why.</summary>
/// <param name="Analyzer">Its name.</param>
/// <param name="Number">What it needs of the variant's role, or has to spare of it, in its unit.</param>
/// <param name="PerReplica">What one replica of the variant carries, in that unit; 0 where unknown.</param>
/// <param name="Unmet">What of a need finds no room, in that unit.</param>
internal readonly record struct DecidingVote(string Analyzer, double Number, double PerReplica, double Unmet)
{
    /// <summary>Growth follows whoever asks for the most replicas of the variant; the one that sizes the model where nobody asks for more.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What an optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public static DecidingVote OfNeed(MixModel model, MixOutcome outcome, int index)
    {
        var role = (int)model.Variants[index].Role;
        var (decides, most) = (outcome.Anchor, Replicas(model.Said[outcome.Anchor], Vote.Need(model.Said[outcome.Anchor], role), index) ?? 0);
        for (var i = 0; i < model.Said.Length; i++)
        {
            if (model.Said[i].Enabled && Replicas(model.Said[i], Vote.Need(model.Said[i], role), index) is { } replicas && replicas > most)
            {
                (decides, most) = (i, replicas);
            }
        }

        return OfNeed(model, outcome, index, decides);
    }

    /// <summary>Whoever has the most left that found no room; null where all of the variant's role did.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What an optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public static DecidingVote? OfUnmet(MixModel model, MixOutcome outcome, int index)
    {
        var role = model.Variants[index].Role;
        var (decides, most) = (Anchor.None, -1.0);
        for (var i = 0; i < model.Ballots.Length && !outcome.Unmet.IsEmpty; i++)
        {
            var unmet = outcome.UnmetOf(i, role);
            if (unmet > 0 && (Replicas(model.Ballots[i], unmet, index) ?? 0) is var replicas && replicas > most)
            {
                (decides, most) = (i, replicas);
            }
        }

        return decides == Anchor.None ? null : OfNeed(model, outcome, index, decides);
    }

    /// <summary>Scaling in follows whoever has the fewest replicas of the variant to spare; the one that sizes the model where nobody has fewer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What an optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public static DecidingVote OfSpare(MixModel model, MixOutcome outcome, int index)
    {
        var role = (int)model.Variants[index].Role;
        var anchor = model.Said[outcome.Anchor];
        var (decides, fewest) = (anchor, Replicas(anchor, Vote.Spare(anchor, role), index) ?? double.PositiveInfinity);
        foreach (var ballot in model.Said)
        {
            if (ballot is { Enabled: true, Live: true } && Vote.Knows(ballot, role) && Replicas(ballot, Vote.Spare(ballot, role), index) is { } replicas && replicas < fewest)
            {
                (decides, fewest) = (ballot, replicas);
            }
        }

        return new(decides.Analyzer, Vote.Spare(decides, role), PerReplicaOf(decides, outcome, index), 0);
    }

    private static DecidingVote OfNeed(MixModel model, MixOutcome outcome, int index, int decides)
    {
        var (ballot, role) = (model.Said[decides], model.Variants[index].Role);
        return new(ballot.Analyzer, Vote.Need(ballot, (int)role), PerReplicaOf(ballot, outcome, index), outcome.Unmet.IsEmpty ? 0 : outcome.UnmetOf(decides, role));
    }

    private static double PerReplicaOf(Ballot ballot, MixOutcome outcome, int index) => Vote.Capacity(ballot, index) is > 0 and var own ? own : outcome.PerReplica[index];

    /// <summary>A number in replicas of a variant; null where its capacity is unknown.</summary>
    private static double? Replicas(Ballot ballot, double number, int index) => Vote.Capacity(ballot, index) is > 0 and var own ? number / own : null;
}
