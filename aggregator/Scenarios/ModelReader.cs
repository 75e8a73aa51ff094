using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A scenario's <c>models[]</c>.</summary>
internal static class ModelReader
{
    public const string DefaultNamespace = "default";

    public static ModelSnapshot Read(JsonCursor model)
    {
        var space = model.Member("namespace").AsName() ?? DefaultNamespace;
        var modelId = model.Member("modelID").Required().AsName() ?? "";
        var variants = ReadVariants(model.Member("variants"), space, modelId);
        var read = new ModelSnapshot(space, modelId, variants)
        {
            SchedulerQueue = ReadQueue(model.Member("schedulerQueue")),
            RequestsInRetention = model.Member("requestsInRetention").AsNumber(0),
            Given = GivenAnalysisReader.Read(model.Member("analysis"), variants),
        };
        model.RefuseUnknown();
        return read;
    }

    private static ImmutableArray<VariantSnapshot> ReadVariants(JsonCursor list, string space, string modelId)
    {
        var variants = ImmutableArray.CreateBuilder<VariantSnapshot>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items())
        {
            var variant = VariantReader.Read(item, space, modelId);
            if (variant.Spec.Key.Name.Length > 0 && !names.Add(variant.Spec.Key.Name))
            {
                item.Member("name").Refuse("stands twice", "each variant of a model once");
            }

            variants.Add(variant);
        }

        return variants.ToImmutable();
    }

    private static SchedulerQueue? ReadQueue(JsonCursor queue)
    {
        if (queue.IsAbsent)
        {
            return null;
        }

        var read = new SchedulerQueue(queue.Member("requests").AsNumber(0) ?? 0, queue.Member("bytes").AsNumber(0) ?? 0);
        queue.RefuseUnknown();
        return read;
    }
}
