using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>The analyzer whose number decides over a variant, for the sentence that says why.</summary>
/// <param name="Analyzer">Its name.</param>
/// <param name="Number">What it needs of the variant's role, or has to spare of it, in its unit.</param>
/// <param name="PerReplica">What one replica of the variant carries, in that unit; 0 where unknown.</param>
internal readonly record struct DecidingVote(string Analyzer, double Number, double PerReplica)
{
    /// <summary>Growth follows whoever asks for the most replicas of the variant; the one that sizes the model where nobody asks for more.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What an optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public static DecidingVote OfNeed(MixModel model, MixOutcome outcome, int index)
    {
        var role = (int)model.Variants[index].Role;
        var anchor = model.Ballots[outcome.Anchor];
        var (decides, most) = (anchor, Replicas(anchor, Vote.Need(anchor, role), index) ?? 0);
        foreach (var ballot in model.Ballots)
        {
            if (ballot.Enabled && Replicas(ballot, Vote.Need(ballot, role), index) is { } replicas && replicas > most)
            {
                (decides, most) = (ballot, replicas);
            }
        }

        return Of(decides, Vote.Need(decides, role), outcome, index);
    }

    /// <summary>Scaling in follows whoever has the fewest replicas of the variant to spare; the one that sizes the model where nobody has fewer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What an optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public static DecidingVote OfSpare(MixModel model, MixOutcome outcome, int index)
    {
        var role = (int)model.Variants[index].Role;
        var anchor = model.Ballots[outcome.Anchor];
        var (decides, fewest) = (anchor, Replicas(anchor, Vote.Spare(anchor, role), index) ?? double.PositiveInfinity);
        foreach (var ballot in model.Ballots)
        {
            if (ballot is { Enabled: true, Live: true } && Vote.Knows(ballot, role) && Replicas(ballot, Vote.Spare(ballot, role), index) is { } replicas && replicas < fewest)
            {
                (decides, fewest) = (ballot, replicas);
            }
        }

        return Of(decides, Vote.Spare(decides, role), outcome, index);
    }

    /// <summary>What finds no room of the variant's role, in its unit.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outcome">What an optimiser made of it.</param>
    /// <param name="index">Place of the variant.</param>
    public double Unmet(MixModel model, MixOutcome outcome, int index)
    {
        var role = model.Variants[index].Role;
        var replicas = outcome.UnmetReplicas(index, role);
        return replicas > 0 && PerReplica > 0 ? replicas * PerReplica : outcome.Unmet.IsEmpty ? 0 : outcome.Unmet[(int)role];
    }

    private static DecidingVote Of(Ballot ballot, double number, MixOutcome outcome, int index)
        => new(ballot.Analyzer, number, Vote.Capacity(ballot, index) is > 0 and var own ? own : outcome.PerReplica[index]);

    /// <summary>A number in replicas of a variant; null where its capacity is unknown.</summary>
    private static double? Replicas(Ballot ballot, double number, int index) => Vote.Capacity(ballot, index) is > 0 and var own ? number / own : null;
}
