using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Wva.Scaling;
using Wva.Scaling.Decision;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>The outcome of a decision, as design section 6 writes it.</summary>
public static class DecisionWriter
{
    /// <summary>Writes a plan with all that the next decision needs to know.</summary>
    /// <param name="scenario">What it rested on; its id comes back.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="learned">What the core remembers of it.</param>
    public static JsonObject Write(Scenario scenario, ScalingPlan plan, LearnedState learned)
    {
        var written = new JsonObject();
        written.AddKnown("id", scenario.Id);
        AddTo(written, plan, learned);
        return written;
    }

    /// <summary>Adds a plan with all that the next decision needs to know to what is there.</summary>
    /// <param name="written">What is there.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="learned">What the core remembers of it.</param>
    public static void AddTo(JsonObject written, ScalingPlan plan, LearnedState learned)
    {
        written["decisions"] = new JsonArray([.. plan.Decisions.Select(Decision)]);
        written["analysis"] = new JsonArray([.. plan.Models.Select(Analysis)]);
        written["now"] = JsonText.Time(plan.At);
        if (plan.Decisions.DistinctBy(decision => decision.Variant.Spec.Key).Count() == plan.Decisions.Length) // else nobody could tell it apart, or read it
        {
            written["learned"] = LearnedStateJson.Write(learned);
        }
    }

    /// <summary>The number to stand by: without a recommendation what was published, or what there is.</summary>
    /// <param name="decision">The decision.</param>
    public static int TargetOf(VariantDecision decision) => decision.Target ?? decision.PublishedBefore ?? decision.Variant.Current;

    /// <summary>Which way that number lies from the replicas asked for now.</summary>
    /// <param name="decision">The decision.</param>
    public static ScalingAction ActionOf(VariantDecision decision) => Math.Sign((long)TargetOf(decision) - decision.Variant.Current) switch
    {
        > 0 => ScalingAction.ScaleUp,
        < 0 => ScalingAction.ScaleDown,
        _ => ScalingAction.NoChange,
    };

    private static JsonObject Decision(VariantDecision decision)
    {
        var reason = decision.Reasons.IsDefaultOrEmpty ? null : decision.Reason;
        return new JsonObject
        {
            ["namespace"] = decision.Variant.Spec.Key.Namespace,
            ["modelID"] = decision.Variant.Spec.ModelId,
            ["variant"] = decision.Variant.Spec.Key.Name,
            ["current"] = decision.Variant.Current,
            ["target"] = TargetOf(decision),
            ["action"] = ActionOf(decision).ToString(),
            ["reason"] = reason?.Message ?? "",
            ["reasonCode"] = reason?.Code,
            ["requiredCapacity"] = JsonText.Number(decision.RequiredCapacity),
            ["spareCapacity"] = JsonText.Number(decision.SpareCapacity),
            ["perReplicaCapacity"] = JsonText.Number(decision.PerReplicaCapacity ?? 0),
            ["considered"] = Reasons(decision.Considered),
            ["wanted"] = decision.Wanted,
            ["publishedBefore"] = decision.PublishedBefore,
            ["recommended"] = decision.Target is not null,
            ["held"] = decision.Held,
            ["demand"] = JsonText.Number(decision.Demand),
            ["reasons"] = Reasons(decision.Reasons),
            ["newestSignalAgeSeconds"] = JsonText.Number(decision.NewestSignalAgeSeconds),
            ["oldestSignalAgeSeconds"] = JsonText.Number(decision.OldestSignalAgeSeconds),
            ["trust"] = JsonText.Number(decision.Trust),
        };
    }

    private static JsonArray Reasons(ImmutableArray<Reason> reasons) => new([.. (reasons.IsDefault ? [] : reasons).Select(reason => new JsonObject
    {
        ["stage"] = reason.Stage,
        ["code"] = reason.Code,
        ["message"] = reason.Message,
    })]);

    private static JsonObject Analysis(ModelFigures model)
    {
        var written = new JsonObject { ["namespace"] = model.Namespace, ["modelID"] = model.ModelId };
        AddFigures(written, model.Total);
        written["perReplicaCapacity"] = JsonText.Map(model.PerReplicaCapacity, capacity => JsonText.Number(capacity));
        written["roles"] = JsonText.Map(model.Roles.Select(entry => KeyValuePair.Create(Words.Of(Words.Roles, entry.Key), entry.Value)), figures =>
        {
            var role = new JsonObject();
            AddFigures(role, figures);
            return role;
        });
        return written;
    }

    private static void AddFigures(JsonObject written, CapacityFigures figures)
    {
        written["requiredCapacity"] = JsonText.Number(figures.RequiredCapacity);
        written["spareCapacity"] = JsonText.Number(figures.SpareCapacity);
        written.AddKnown("totalDemand", JsonText.Number(figures.TotalDemand));
        written.AddKnown("totalSupply", JsonText.Number(figures.TotalSupply));
        written.AddKnown("totalAnticipatedSupply", JsonText.Number(figures.TotalAnticipatedSupply));
    }
}
