using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>What a record says is so for every fleet: its sentences agree with its numbers and with each other.</summary>
public sealed partial class RecordPropertyTests
{
    /// <summary>Save that GPUs or money may run out twice: in the mix, and once more for what it gave, where a model was woken with the last ones.</summary>
    [Fact]
    public void Nothing_is_said_twice()
        => Each((decision, _) =>
        {
            var said = decision.Reasons.Select(r => r.Code).Where(code => code is not (ReasonCodes.DemandMeasured or ReasonCodes.TokensMeasured or ReasonCodes.CapacityKnown or ReasonCodes.CapacityUnknown or ReasonCodes.GpuLimit or ReasonCodes.CostCap)).ToArray();
            Assert.Equal(said.Distinct(StringComparer.Ordinal), said, StringComparer.Ordinal);
            Assert.Equal(decision.Considered.Distinct(), decision.Considered);
        });

    [Fact]
    public void A_number_that_changes_has_a_reason_that_changes_it()
        => Each((decision, _) =>
        {
            var last = decision.Reasons[^1];
            Assert.False(decision.Target > decision.Variant.Current && last.Code is ReasonCodes.DemandCovered or ReasonCodes.ScaleIn or ReasonCodes.DemandUnmet, "a rise");
            Assert.False(decision.Target < decision.Variant.Current && last.Code is ReasonCodes.DemandCovered or ReasonCodes.ScaleOut or ReasonCodes.DemandUnmet, "a fall");
        });

    /// <summary>Save where demand is unmet: what finds no room is wanted of each, and said apart.</summary>
    [Fact]
    public void So_many_more_or_fewer_are_what_is_wanted()
        => Each((decision, _) =>
        {
            var isCut = decision.Reasons[^1].Code == ReasonCodes.AtMax && decision.Target < decision.Variant.Current; // what a max takes may be missing elsewhere
            foreach (var reason in decision.Reasons.Where(r => !isCut && r.Code is (ReasonCodes.ScaleOut or ReasonCodes.ScaleIn) && !decision.Reasons.Any(z => z.Stage == Stages.Zero) && !decision.Considered.Any(c => c.Code == ReasonCodes.DemandUnmet)))
            {
                var said = ByHowMany().Match(reason.Message);
                var by = long.Parse(said.Groups["by"].Value, CultureInfo.InvariantCulture) * (said.Groups["way"].Value == "more" ? 1 : -1);
                Assert.True(decision.Wanted - decision.Variant.Current == by, $"{decision.Wanted} wanted, {decision.Variant.Current} now");
            }
        });

    [Fact]
    public void No_more_is_unmet_than_is_needed()
        => Each((decision, _) =>
        {
            foreach (var reason in decision.Reasons)
            {
                if (NeededAndUnmet().Match(reason.Message) is { Success: true } said)
                {
                    Assert.True(double.Parse(said.Groups["unmet"].Value, CultureInfo.InvariantCulture) <= double.Parse(said.Groups["needed"].Value, CultureInfo.InvariantCulture), reason.Message);
                }
            }
        });

    private static void Each(Action<VariantDecision, ScalingPlan> check)
        => Gen.Select(AnyFleets.Whole, AnyFleets.Policies).Sample((fleet, policy) =>
        {
            var plan = ScalingCore.Decide(fleet, policy, LearnedState.Settled).Plan;
            foreach (var decision in plan.Decisions)
            {
                try
                {
                    check(decision, plan);
                }
                catch (Exception wrong) when (wrong is Xunit.Sdk.XunitException or FormatException)
                {
                    Assert.Fail($"{decision.Variant.Spec.Key.Name} {decision.Variant.Current} -> {decision.Target}, wanted {decision.Wanted}: {wrong.Message}\n{string.Join('\n', decision.Reasons)}\nconsidered\n{string.Join('\n', decision.Considered)}");
                }
            }
        }, print: t => AnyFleets.Print(t.Item1, t.Item2));

    [GeneratedRegex("(?<by>[0-9]+) (?<way>more|fewer) here", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByHowMany();

    [GeneratedRegex("needs (?<needed>[0-9.]+) more than is coming, and (?<unmet>[0-9.]+) of it finds no room", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NeededAndUnmet();
}
