using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>
/// An analysed model as the optimisers see it in the default setting: it moves from all replicas that stand (there, starting, granted) within their
/// bounds, and what a bound adds or takes is reckoned with before anything is asked for.
/// </summary>
internal static class StandingModels
{
    /// <summary>The model over one reading.</summary>
    /// <param name="analysis">The model.</param>
    /// <param name="policy">The common policy.</param>
    /// <param name="ballots">What its analyzers say in that reading.</param>
    public static MixModel Of(ModelAnalysis analysis, ScalingPolicy policy, ImmutableArray<Ballot> ballots)
    {
        var variants = ImmutableArray.CreateBuilder<MixVariant>(analysis.Standings.Length);
        var moved = false;
        foreach (var standing in analysis.Standings)
        {
            var variant = Of(standing);
            variants.Add(variant);
            moved |= variant.Start != standing.Standing;
        }

        var model = new MixModel(analysis.Model.Namespace, analysis.Model.ModelId, MixModels.Priority(analysis.Model, policy), variants.MoveToImmutable(), ballots);
        return moved ? model with { Ballots = [.. ballots.Select(b => Moved(b, analysis, model.Variants))], Said = ballots } : model;
    }

    private static MixVariant Of(VariantStanding standing)
    {
        var spec = standing.Snapshot.Spec;
        var start = (int)Math.Clamp(standing.Standing, standing.Min, standing.Max);
        return new MixVariant
        {
            Name = spec.Key.Name,
            Role = Enum.IsDefined(spec.Role) ? spec.Role : Role.Both,
            Cost = spec.Cost,
            Accelerator = spec.Accelerator,
            GpusPerReplica = spec.GpusCounted,
            Start = start,
            Stands = (int)Math.Min(int.MaxValue, standing.Standing),
            IsRaised = start > standing.Standing,
            Min = standing.Fewest,
            Max = standing.Most,
            UserMax = spec.Max,
            Word = standing.Word?.Reason.Message,
            FindsNoGpus = standing.Snapshot.StockOut,
            Serves = standing.Serves,
            IsSilent = standing.IsSilent,
        };
    }

    private static Ballot Moved(Ballot ballot, ModelAnalysis analysis, ImmutableArray<MixVariant> variants)
    {
        var over = analysis.Standings[0].IsGiven ? -ballot.Spare : ballot.Demand - ballot.Anticipated;
        var (required, spare) = Moved(ballot.Required, ballot.Spare, over, By(ballot, analysis, variants, role: null));
        return ballot with
        {
            Required = required,
            Spare = spare,
            Roles = ballot.Roles.IsDefaultOrEmpty ? ballot.Roles : [.. ballot.Roles.Select(r => Moved(r, analysis, By(ballot, analysis, variants, r.Role)))],
        };
    }

    private static RoleBallot Moved(RoleBallot role, ModelAnalysis analysis, (double Net, double Cut) by)
    {
        var over = analysis.Standings[0].IsGiven ? -role.Spare : role.Demand - role.Anticipated; // a given analysis has no totals
        var (required, spare) = Moved(role.Required, role.Spare, over, by);
        return role with { Required = required, Spare = spare };
    }

    /// <summary>What a min brings lowers the need and is nobody's spare yet; what a max takes is missing. Who needs anything has nothing to spare, though a given analysis may say both.</summary>
    private static (double Required, double Spare) Moved(double required, double spare, double over, (double Net, double Cut) by)
    {
        var left = required > 0 ? 0 : Math.Max(0, spare + by.Cut);
        if (by.Net >= 0)
        {
            return (Math.Max(0, required - by.Net), left);
        }

        var missing = required > 0 ? required - by.Net : over - by.Net;
        return (Math.Max(required, missing), left);
    }

    /// <summary>Capacity between where variants stand and where they start from, and of it what a max takes.</summary>
    private static (double Net, double Cut) By(Ballot ballot, ModelAnalysis analysis, ImmutableArray<MixVariant> variants, Role? role)
    {
        double by = 0, cut = 0;
        for (var i = 0; i < variants.Length; i++)
        {
            if (role is null || variants[i].Role == role)
            {
                var standing = analysis.Standings[i];
                var more = variants[i].Start - standing.Standing;
                by += (standing.Snapshot.StockOut ? Math.Min(0, more) : more) * Vote.Capacity(ballot, i); // what a min brings finds no GPUs there
                cut += Math.Min(0, more) * Vote.Capacity(ballot, i);
            }
        }

        return (by, cut);
    }
}
