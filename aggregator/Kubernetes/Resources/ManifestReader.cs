using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Kubernetes.Resources;

/// <summary>YAML -> <see cref="VariantAutoscaling"/> and the part of it that decisions rest on. Every published shape is read; what none has is dropped with a warning, as the API server drops it.</summary>
public static partial class ManifestReader
{
    private const string Ignored = "is accepted and ignored: capacity is learned from the running engine";

    /// <summary>Reads one manifest.</summary>
    /// <param name="yaml">The text; JSON is read where YAML is.</param>
    /// <param name="source">The file's name.</param>
    public static Reading<Manifest> Read(string yaml, string source) => YamlText.ToJson(yaml, source).Then(node =>
    {
        var problems = new ProblemList(source);
        var root = JsonCursor.AtRoot(node, problems);
        RequireWord(root.Member("apiVersion"), VariantAutoscaling.ApiVersion);
        RequireWord(root.Member("kind"), VariantAutoscaling.Kind);
        var metadata = ReadMetadata(root.Member("metadata").Required());
        var role = root.Member("metadata").Member("labels").Member(ManifestLabels.Role)
            .AsOneOf(("both", Role.Both), ("decode", Role.Decode), ("prefill", Role.Prefill));
        var spec = ReadSpec(root.Member("spec").Required(), metadata.Name);

        // The status of a manifest is what somebody copied out of a cluster: ours is the one that is published.
        root.Member("status");
        WarnOfUnknown(root);
        return problems.ToReading(() => new Manifest(new VariantAutoscaling { Metadata = metadata, Spec = spec }, ToVariantSpec(metadata, spec, role)));
    });

    private static ObjectMetadata ReadMetadata(JsonCursor metadata) => new()
    {
        Name = ReadObjectName(metadata.Member("name").Required()) ?? "",
        Namespace = ReadObjectName(metadata.Member("namespace")) ?? ObjectMetadata.DefaultNamespace,
        Labels = ReadLabels(metadata.Member("labels")),
    };

    private static ImmutableDictionary<string, string> ReadLabels(JsonCursor labels) =>
        labels.UnaskedMembers.ToImmutableDictionary(name => name, name => labels.Member(name).AsText() ?? "", StringComparer.Ordinal);

    private static VariantAutoscalingSpec ReadSpec(JsonCursor spec, string ownName)
    {
        spec.Member("sloClassRef").WarnIfPresent(Ignored);
        var read = new VariantAutoscalingSpec
        {
            ScaleTargetRef = ReadTarget(spec.Member("scaleTargetRef"), ownName),
            ModelId = spec.Member("modelID").Required().AsName() ?? "",
            VariantCost = ReadCost(spec.Member("variantCost")) ?? VariantAutoscalingSpec.DefaultVariantCost,
            ModelProfile = ReadProfile(spec.Member("modelProfile")),
            MinReplicas = spec.Member("minReplicas").AsInteger(0) ?? VariantAutoscalingSpec.DefaultMinReplicas,
            MaxReplicas = spec.Member("maxReplicas").AsInteger(1),
        };
        if (read.MinReplicas > read.MaxReplicas)
        {
            spec.Member("maxReplicas").Refuse("is less than minReplicas", string.Create(CultureInfo.InvariantCulture, $"a whole number from {read.MinReplicas} to {int.MaxValue}"));
        }

        WarnOfUnknown(spec);
        return read;
    }

    private static ScaleTargetReference ReadTarget(JsonCursor target, string ownName)
    {
        if (target.IsAbsent)
        {
            return new ScaleTargetReference(ScaleTargetReference.DefaultKind, ownName);
        }

        var read = new ScaleTargetReference(
            target.Member("kind").Required().AsName() ?? "",
            target.Member("name").Required().AsName() ?? "",
            target.Member("apiVersion").AsName() ?? ScaleTargetReference.DefaultApiVersion);
        WarnOfUnknown(target);
        return read;
    }

    private static ModelProfile? ReadProfile(JsonCursor profile)
    {
        if (profile.IsAbsent)
        {
            return null;
        }

        var list = profile.Member("accelerators").Required();
        var accelerators = list.Items().Select(ReadAccelerator).ToImmutableArray();
        if (!list.IsAbsent && accelerators.IsEmpty)
        {
            list.Refuse("is empty", "one accelerator or more");
        }

        WarnOfUnknown(profile);
        return new ModelProfile(accelerators);
    }

    private static AcceleratorProfile ReadAccelerator(JsonCursor item)
    {
        item.Member("perfParms").WarnIfPresent(Ignored);
        var read = new AcceleratorProfile(
            item.Member("acc").Required().AsName() ?? "",
            item.Member("accCount").Required().AsInteger(1) ?? 1,
            item.Member("maxBatchSize").AsInteger(1));
        WarnOfUnknown(item);
        return read;
    }

    private static string? ReadCost(JsonCursor cost)
    {
        if (cost.AsText() is not { } text)
        {
            return null;
        }

        if (CostPattern().IsMatch(text) && double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture)))
        {
            return text;
        }

        cost.Refuse("is no cost", "a decimal number in quotes, as in \"10.0\"");
        return null;
    }

    private static string? ReadObjectName(JsonCursor name)
    {
        var text = name.AsName();
        if (text is null || ObjectNamePattern().IsMatch(text))
        {
            return text;
        }

        name.Refuse("is no name of an object", "1 to 253 lower case letters, digits, '-' and '.', with a letter or digit at both ends");
        return null;
    }

    private static void RequireWord(JsonCursor member, string word)
    {
        if (member.Required().AsText() is { } text && !string.Equals(text, word, StringComparison.Ordinal))
        {
            member.Refuse("is not read here", word);
        }
    }

    private static VariantSpec ToVariantSpec(ObjectMetadata metadata, VariantAutoscalingSpec spec, Role? role)
    {
        return new VariantSpec
        {
            Key = new VariantKey(metadata.Namespace, metadata.Name),
            ModelId = spec.ModelId,
            Cost = double.Parse(spec.VariantCost, CultureInfo.InvariantCulture),
            Accelerator = spec.FirstAccelerator?.Accelerator ?? metadata.Labels.GetValueOrDefault(ManifestLabels.Accelerator),
            GpusPerReplica = spec.FirstAccelerator?.Count ?? 1,
            Role = role ?? Role.Both,
            Min = spec.MinReplicas,
            Max = spec.MaxReplicas,
        };
    }

    private static void WarnOfUnknown(JsonCursor cursor)
    {
        foreach (var name in cursor.UnaskedMembers)
        {
            cursor.Member(name).Warn("is no field of any published version and is dropped");
        }
    }

    private static void WarnIfPresent(this JsonCursor cursor, string message)
    {
        if (!cursor.IsAbsent)
        {
            cursor.Warn(message);
        }
    }

    [GeneratedRegex(@"^\d+(\.\d+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CostPattern();

    [GeneratedRegex(@"^(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ObjectNamePattern();
}
