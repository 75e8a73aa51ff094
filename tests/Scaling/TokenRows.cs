using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Saturation;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>Token analysis in few words: a row is tokens used, KV capacity, requests waiting, prompt and output tokens, as in the table of published cases.</summary>
internal static class TokenRows
{
    public const string Hardware = "H100";

    public static ReplicaSnapshot Row(double used, double? total, double waiting = 0, double input = 0, double output = 0, string pod = "p")
        => new() { Pod = pod, TokensInUse = used, KvCapacityTokens = total, KvCacheUsage = total > 0 ? used / total : 0, Waiting = waiting, AvgInputTokens = input, AvgOutputTokens = output };

    /// <summary>A row of an engine that does not say how large its KV cache is.</summary>
    public static ReplicaSnapshot Unsized(double usage, double waiting = 0, double input = 0, double output = 0)
        => new() { Pod = "p", KvCacheUsage = usage, Waiting = waiting, AvgInputTokens = input, AvgOutputTokens = output };

    /// <summary>A variant on <see cref="Hardware"/>.</summary>
    public static VariantSnapshot On(this VariantSnapshot variant, params string[] arguments)
        => variant with { Spec = variant.Spec with { Accelerator = Hardware }, EngineArguments = [.. arguments] };

    public static VariantSnapshot WithoutTemplate(this VariantSnapshot variant) => variant with { Spec = variant.Spec with { Accelerator = Hardware }, EngineArguments = null };

    public static ModelSnapshot Model(params VariantSnapshot[] variants) => new("ns", "m", [.. variants]);

    /// <summary>A store that knows the capacity of one variant.</summary>
    public static PublishedStore Storing(double effective, bool live = true, string variant = "a", double kv = 0) => PublishedStore.From(new PublishedTokens
    {
        Capacities = [new PublishedCapacity { Namespace = "ns", ModelId = "m", Variant = variant, Live = live, EffectiveTokens = effective, KvTokens = kv, Accelerator = Hardware }],
    });

    /// <summary>The published ballot.</summary>
    public static Ballot Published(this ModelSnapshot model, PublishedStore? store = null, ScalingPolicy? policy = null)
        => PublishedSaturation.Analyze(model, policy ?? Policy, null, store ?? PublishedStore.From(null))!;

    /// <summary>What is said by default.</summary>
    public static SaturationAnalysis ByDefault(this ModelSnapshot model, LearnedState? learned = null, ScalingPolicy? policy = null, double seconds = 0)
    {
        var cycle = new CycleContext(Start.AddSeconds(seconds), policy ?? Policy, learned ?? LearnedState.Settled);
        return SaturationAnalyzer.Analyze(model, [.. model.Variants.Select((v, i) => StandingReader.Read(v, i, cycle))], cycle, null);
    }

    /// <summary>The memory that a cycle leaves.</summary>
    public static LearnedState Next(this SaturationAnalysis analysis) => LearnedState.Settled with { Capacities = analysis.Learned.ToImmutableDictionary() };
}
