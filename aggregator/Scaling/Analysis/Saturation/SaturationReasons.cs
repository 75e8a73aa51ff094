using System.Collections.Immutable;
using System.Globalization;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>What the token analyzer found, in words.</summary>
internal static class SaturationReasons
{
    public static Reason OfModel(Signal signal, Ballot least, Ballot most) => signal switch
    {
        Signal.Missing => Found(ReasonCodes.MetricsMissing, "no sample of any replica of the model has come yet"),
        Signal.Lost => Found(ReasonCodes.SignalsLost, "no replica of the model has a fresh sample"),
        _ => Found(ReasonCodes.TokensMeasured, string.Create(
            CultureInfo.InvariantCulture,
            $"demand {least.Demand:0} tokens{AtMost(least, most)}, {least.Supply:0} are there and {least.Anticipated - least.Supply:0} are coming: {least.Required:0} more are required, {most.Spare:0} are spare")),
    };

    public static ImmutableArray<Reason> OfVariants(SaturationParts parts)
    {
        var reasons = ImmutableArray.CreateBuilder<Reason>(parts.Supplies.Length);
        foreach (var supply in parts.Supplies)
        {
            reasons.Add(supply.PerReplica > 0
                ? Found(ReasonCodes.CapacityKnown, string.Create(CultureInfo.InvariantCulture, $"a replica holds {supply.PerReplica:0} tokens ({supply.Source})"))
                : Found(ReasonCodes.CapacityUnknown, supply.Serving > 0
                    ? "no replica says how large its KV cache is: nothing of this role scales in"
                    : "how much a replica holds is not known: it is not sized"));
        }

        return reasons.MoveToImmutable();
    }

    private static string AtMost(Ballot least, Ballot most)
        => most.Demand > least.Demand ? string.Create(CultureInfo.InvariantCulture, $" (up to {most.Demand:0} while some are not fresh)") : "";

    private static Reason Found(string code, string message) => new(Stages.Analysis, code, message);
}
