using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wva.Scaling.Inputs;
using Wva.Testing;

namespace Wva.Scaling.Tests;

/// <summary>Worked decisions of the published autoscaler's percentage analyzer: it takes one step where the default asks for all at once, in the same direction.</summary>
public sealed partial class VectorTests
{
    /// <summary>Where ours is another answer on purpose; the README says why.</summary>
    private static readonly string[] Exceptions = ["pct-0116 (team-a, m1, Both)"];

    /// <summary>Role groups of untagged lines whose counts lie within their bounds: elsewhere theirs freezes before it bounds, and ours bounds at once.</summary>
    private const int ComparableGroups = 22;

    [Fact]
    public void The_default_goes_the_published_way_wherever_no_bound_speaks_first()
    {
        var file = SharedFolder.File("vectors/percentage.jsonl");
        Assert.SkipWhen(file is null, "the worked decisions are missing: a folder 'shared' with vectors/percentage.jsonl beside the checkout");
        var differing = new List<string>();
        var groups = 0;
        foreach (var line in File.ReadLines(file))
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.GetProperty("weakness").GetArrayLength() > 0)
            {
                continue;
            }

            foreach (var (name, ours, theirs) in Compare(document.RootElement))
            {
                groups++;
                if (Math.Sign(ours) != Math.Sign(theirs))
                {
                    differing.Add(name);
                }
            }
        }

        Assert.Equal(string.Join(", ", Exceptions), string.Join(", ", differing));
        Assert.Equal(ComparableGroups, groups);
    }

    /// <summary>Change of replicas by role group: ours, theirs.</summary>
    private static IEnumerable<(string Name, int Ours, int Theirs)> Compare(JsonElement line)
    {
        var fleet = new FleetSnapshot(DateTimeOffset.UnixEpoch, [.. line.GetProperty("scenario").GetProperty("models").EnumerateArray().Select(ReadModel)]);
        var plan = ScalingCore.Decide(fleet, ReadPolicy(line.GetProperty("scenario").GetProperty("policy")), LearnedState.Settled).Plan;
        var before = Before().Matches(line.GetProperty("note").GetString()!).ToDictionary(m => m.Groups["variant"].Value, m => int.Parse(m.Groups["target"].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var expected = line.GetProperty("expected").GetProperty("decisions").EnumerateArray()
            .ToDictionary(d => $"{Text(d, "namespace")}/{Text(d, "modelID")}/{Text(d, "variant")}", d => d.GetProperty("target").GetInt32(), StringComparer.Ordinal);
        return plan.Decisions
            .GroupBy(d => (d.Variant.Spec.Key.Namespace, d.Variant.Spec.ModelId, d.Variant.Spec.Role))
            .Where(g => g.All(d => d.Variant.Current >= (d.Variant.Spec.Min ?? 0) && d.Variant.Current <= (d.Variant.Spec.Max ?? int.MaxValue)))
            .Select(g => (
                $"{Text(line, "id")} {g.Key}",
                g.Sum(d => (d.Target ?? d.Variant.Current) - d.Variant.Current),
                g.Sum(d => Theirs($"{g.Key.Namespace}/{g.Key.ModelId}/{d.Variant.Spec.Key.Name}") - d.Variant.Current)));

        int Theirs(string variant) => before.TryGetValue(variant, out var target) ? target : expected[variant];
    }

    private static ScalingPolicy ReadPolicy(JsonElement policy)
    {
        var defaults = new ScalingPolicy();
        return defaults with
        {
            KvCacheThreshold = Number(policy, "kvCacheThreshold") ?? defaults.KvCacheThreshold,
            QueueLengthThreshold = Number(policy, "queueLengthThreshold") ?? defaults.QueueLengthThreshold,
            KvSpareTrigger = Number(policy, "kvSpareTrigger") ?? defaults.KvSpareTrigger,
            QueueSpareTrigger = Number(policy, "queueSpareTrigger") ?? defaults.QueueSpareTrigger,
        };
    }

    private static ModelSnapshot ReadModel(JsonElement model)
        => new(Text(model, "namespace"), Text(model, "modelID"), [.. model.GetProperty("variants").EnumerateArray().Select(v => ReadVariant(model, v))]);

    private static VariantSnapshot ReadVariant(JsonElement model, JsonElement variant) => new()
    {
        Spec = new VariantSpec
        {
            Key = new VariantKey(Text(model, "namespace"), Text(variant, "name")),
            ModelId = Text(model, "modelID"),
            Cost = Number(variant, "cost") ?? VariantSpec.DefaultCost,
            Role = variant.TryGetProperty("role", out var role) ? Enum.Parse<Role>(role.GetString()!, ignoreCase: true) : Role.Both,
            Min = (int?)Number(variant, "min"),
            Max = (int?)Number(variant, "max"),
        },
        Current = variant.GetProperty("current").GetInt32(),
        Pending = (int?)Number(variant, "pending") ?? 0,
        Replicas = variant.TryGetProperty("replicas", out var replicas) ? [.. replicas.EnumerateArray().Select(ReadReplica)] : [],
    };

    private static ReplicaSnapshot ReadReplica(JsonElement replica) => new()
    {
        Pod = Text(replica, "pod"),
        KvCacheUsage = Number(replica, "kvCacheUsage"),
        Waiting = Number(replica, "waiting"),
        AgeSeconds = 0,
    };

    /// <summary>What the analyzer said where a limit, which comes later, changed it.</summary>
    [GeneratedRegex("(?<variant>[^ =,]+/[^ =,]+/[^ =,]+)=(?<target>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Before();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static double? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
