using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A scenario's <c>models[].variants[]</c>.</summary>
internal static class VariantReader
{
    public static VariantSnapshot Read(JsonCursor variant, string space, string modelId)
    {
        var name = variant.Member("name").Required().AsName() ?? "";
        var read = new VariantSnapshot
        {
            Spec = ReadSpec(variant, new VariantKey(space, name), modelId),
            Current = variant.Member("current").Required().AsInteger(0) ?? 0,
            Pending = variant.Member("pending").AsInteger(0) ?? 0,
            Desired = variant.Member("desired").AsInteger(0),
            EngineArguments = ReadArguments(variant.Member("engineArgs")),
            Engine = ReadEngine(variant.Member("engine")),
            StartupSeconds = variant.Member("startupSeconds").WarnIfGiven().AsNumber(0),
            StockOut = variant.Member("stockOut").AsFlag() ?? false,
            ScalerTolerance = variant.Member("scalerTolerance").WarnIfGiven().AsNumber(0),
            OperatorHold = ReadHold(variant.Member("hold")),
            PodTemplateHash = variant.Member("podTemplateHash").AsName(),
            Rollout = variant.Member("rollout").AsFlag() ?? false,
            Replicas = ReadReplicas(variant.Member("replicas"), name),
        };
        if (read.Pending > read.Current)
        {
            variant.Member("pending").Refuse(string.Create(CultureInfo.InvariantCulture, $"is more than current ({read.Current})"), Wording.WholeNumber(0, read.Current));
        }

        variant.RefuseUnknown();
        return read;
    }

    private static VariantSpec ReadSpec(JsonCursor variant, VariantKey key, string modelId)
    {
        var spec = new VariantSpec
        {
            Key = key,
            ModelId = modelId,
            Cost = variant.Member("cost").AsNumber(0) ?? VariantSpec.DefaultCost,
            Accelerator = variant.Member("accelerator").AsText(),
            GpusPerReplica = variant.Member("gpusPerReplica").AsInteger(0) ?? 1,
            Role = variant.Member("role").AsOneOf(Words.Roles) ?? Role.Both,
            Min = variant.Member("min").AsInteger(0),
            Max = variant.Member("max").AsInteger(1),
        };
        if (spec.Min > spec.Max)
        {
            variant.Member("max").Refuse("is less than min", Wording.WholeNumber(spec.Min ?? 0));
        }

        return spec;
    }

    private static string ReadEngine(JsonCursor engine)
    {
        var text = engine.AsText();
        if (text is not null && !Words.Engines.Any(e => string.Equals(e.Word, text, StringComparison.Ordinal)))
        {
            engine.Refuse("is not known", string.Join(", ", Words.Engines.Select(e => e.Word)));
        }

        return text ?? Words.Engines[0].Meaning;
    }

    /// <summary>Arguments of an engine; null where they are absent.</summary>
    internal static ImmutableArray<string>? ReadArguments(JsonCursor arguments)
        => arguments.IsAbsent ? null : [.. arguments.Items().Select(argument => argument.Required().AsText() ?? "")];

    private static OperatorHold? ReadHold(JsonCursor hold)
    {
        if (hold.IsAbsent)
        {
            return null;
        }

        var read = new OperatorHold(hold.Member("replicas").AsInteger(0), hold.Member("until").AsTime(), hold.Member("by").AsText());
        hold.RefuseUnknown();
        return read;
    }

    private static ImmutableArray<ReplicaSnapshot> ReadReplicas(JsonCursor list, string variant)
    {
        var replicas = ImmutableArray.CreateBuilder<ReplicaSnapshot>();
        var rows = new HashSet<(string Pod, string? Uid, string Rank)>();
        foreach (var item in list.Items())
        {
            var replica = ReplicaReader.Read(item, string.Create(CultureInfo.InvariantCulture, $"{variant}-{replicas.Count}"));
            if (!rows.Add((replica.Pod, replica.Uid, replica.Rank)))
            {
                item.Member("pod").Refuse($"stands twice with rank '{replica.Rank}'", "each rank of a pod once");
            }

            replicas.Add(replica);
        }

        return replicas.ToImmutable();
    }
}
