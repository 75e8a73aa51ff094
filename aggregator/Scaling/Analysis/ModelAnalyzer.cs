using System.Collections.Immutable;
using Wva.Scaling.Analysis.Saturation;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>Asks every analyzer of a model's policy.</summary>
internal static class ModelAnalyzer
{
    private static readonly Reason Given = new(Stages.Analysis, ReasonCodes.AnalysisGiven, "need, spare and capacities are given, not measured");

    /// <summary>Analyses one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="firstOrdinal">Place of its first variant in the snapshot.</param>
    /// <param name="fleet">The cycle, with the common policy.</param>
    /// <param name="limited">Whether GPUs are limited: then all analyzers speak in capacities.</param>
    public static ModelAnalysis Analyze(ModelSnapshot model, int firstOrdinal, CycleContext fleet, bool limited)
    {
        var cycle = fleet.Of(model);
        var isGiven = !model.Given.IsDefaultOrEmpty;
        var standings = Standings(model, firstOrdinal, cycle, new StandingReader.Reading(isGiven || !SpeaksInReplicas(cycle.Policy), isGiven));
        var groups = RoleGroups.Of(standings, cycle);
        var analysis = new ModelAnalysis { Model = model, Cycle = cycle, Standings = standings, Groups = groups };
        return isGiven ? WithGiven(analysis)
            : limited || !SpeaksInReplicas(cycle.Policy) ? WithBallots(analysis)
            : analysis with { InReplicas = true };
    }

    private static ImmutableArray<VariantStanding> Standings(ModelSnapshot model, int firstOrdinal, CycleContext cycle, StandingReader.Reading reading)
    {
        var standings = ImmutableArray.CreateBuilder<VariantStanding>(model.Variants.Length);
        for (var i = 0; i < model.Variants.Length; i++)
        {
            standings.Add(StandingReader.Read(model.Variants[i], firstOrdinal + i, cycle, reading));
        }

        return reading.ByCapacity ? standings.MoveToImmutable() : WithBoundsWhileStarting(standings.MoveToImmutable());
    }

    /// <summary>While a variant that serves has replicas that start, a count out of bounds in its role is left to its scaler, as published.</summary>
    private static ImmutableArray<VariantStanding> WithBoundsWhileStarting(ImmutableArray<VariantStanding> standings)
    {
        HashSet<Role>? starting = null;
        foreach (var standing in standings)
        {
            if (standing.Pods.Serving > 0 && (standing.Starting || (standing.Coming > 0 && standing.Snapshot.Pending > 0)))
            {
                (starting ??= []).Add(standing.Snapshot.Spec.Role);
            }
        }

        return starting is null ? standings : [.. standings.Select(s => !s.IsRebounded && starting.Contains(s.Snapshot.Spec.Role) ? s with { BoundsOnlyStop = true } : s)];
    }

    private static bool SpeaksInReplicas(ScalingPolicy policy)
    {
        foreach (var spec in policy.Analyzers.IsDefault ? [] : policy.Analyzers)
        {
            if (!Is(spec, AnalyzerNames.Percentage) || !spec.Enabled)
            {
                return false;
            }
        }

        return true;
    }

    private static ModelAnalysis WithGiven(ModelAnalysis analysis) => analysis with
    {
        Ballots = [.. GivenBallots.Of(analysis.Model, analysis.Cycle.Policy).Select(b => new BallotPair(b, b))],
        Groups = [.. analysis.Groups.Select(g => g with { Reasons = [Given] })],
    };

    /// <summary>Of the analyzers that a policy may name, throughput does not vote.</summary>
    private static ModelAnalysis WithBallots(ModelAnalysis analysis)
    {
        var policy = analysis.Cycle.Policy;
        var specs = policy.Analyzers.IsDefaultOrEmpty ? [new AnalyzerSpec(AnalyzerNames.Percentage)] : policy.Analyzers;
        var ballots = ImmutableArray.CreateBuilder<BallotPair>(specs.Length);
        SaturationAnalysis? tokens = null;
        var byPercentage = false;
        foreach (var spec in specs)
        {
            if (Is(spec, AnalyzerNames.Percentage))
            {
                byPercentage = true;
                ballots.Add(PercentageBallots.Of(analysis.Groups, analysis.Standings.Length, spec));
            }
            else if (Is(spec, AnalyzerNames.Saturation))
            {
                tokens = SaturationAnalyzer.Analyze(analysis.Model, analysis.Standings, analysis.Cycle, spec);
                ballots.Add(new BallotPair(tokens.Least, tokens.Most));
            }
        }

        return analysis with
        {
            Ballots = ballots.ToImmutable(),
            Groups = [.. analysis.Groups.Select(g => Explained(g, analysis, tokens, byPercentage))],
            VariantReasons = tokens?.VariantReasons ?? [],
            CompleteInTokens = tokens?.Complete ?? [],
            Learned = tokens?.Learned ?? [],
        };
    }

    private static GroupAnalysis Explained(GroupAnalysis group, ModelAnalysis analysis, SaturationAnalysis? tokens, bool byPercentage) => group with
    {
        Signal = tokens is not null && IsEmpty(group) && analysis.Groups.Any(g => g.Signal is Signal.Fresh) ? Signal.Fresh : group.Signal,
        Reasons = tokens is null ? group.Reasons : byPercentage ? Joined(group.Reasons, tokens.Reason) : [tokens.Reason],
    };

    /// <summary>What is missing to both is said of the model alone.</summary>
    private static ImmutableArray<Reason> Joined(ImmutableArray<Reason> ofGroup, Reason ofModel)
        => [.. ofGroup.Where(reason => !string.Equals(reason.Code, ofModel.Code, StringComparison.Ordinal)), ofModel];

    /// <summary>Nobody of it could say anything: what the other roles of the model say is all there is.</summary>
    private static bool IsEmpty(GroupAnalysis group)
    {
        foreach (var variant in group.Variants)
        {
            if (variant.Current > 0 || variant.Pods.Seen > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Is(AnalyzerSpec spec, string name) => string.Equals(spec.Name, name, StringComparison.Ordinal);
}
