using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>The one analyzer whose capacities size a model (the published "binding anchor").</summary>
internal static class Anchor
{
    /// <summary>No analyzer sizes the model: nothing is decided for it.</summary>
    public const int None = -1;

    /// <summary>Place of the anchor: saturation where it votes, is live and knows a capacity, else the only other one that does; <see cref="None"/> where there is none or more than one.</summary>
    public static int Find(ImmutableArray<Ballot> ballots)
    {
        var other = None;
        var others = 0;
        for (var i = 0; i < ballots.Length; i++)
        {
            var ballot = ballots[i];
            if (!ballot.Enabled || !ballot.Live || !ballot.Informative)
            {
                continue;
            }

            if (IsSaturation(ballot))
            {
                return i;
            }

            other = i;
            others++;
        }

        return others == 1 ? other : None;
    }

    /// <summary>Capacity of one replica by variant: the anchor's, or saturation's where the anchor leaves a variant out and saturation votes; 0 is unusable.</summary>
    public static double[] Capacities(MixModel model, int anchor)
    {
        var capacities = new double[model.Variants.Length];
        for (var i = 0; i < capacities.Length; i++)
        {
            capacities[i] = Vote.Capacity(model.Ballots[anchor], i);
        }

        foreach (var ballot in model.Ballots)
        {
            for (var i = 0; i < capacities.Length && IsSaturation(ballot) && ballot.Enabled; i++)
            {
                capacities[i] = capacities[i] > 0 ? capacities[i] : Vote.Capacity(ballot, i);
            }
        }

        return capacities;
    }

    private static bool IsSaturation(Ballot ballot) => string.Equals(ballot.Analyzer, AnalyzerNames.Saturation, StringComparison.Ordinal);
}
