using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wva.Scaling.Analysis.EngineArguments;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>
/// Capacity by variant, as the published token analyzer keeps it: from a pod template until a replica shows its own, then that of the replica
/// looked at last. Lives for one pass over the fleet; <see cref="ToMemory"/> carries it on.
/// </summary>
internal sealed class PublishedStore
{
    private readonly Dictionary<(string Namespace, string ModelId, string Variant), PublishedEntry> _entries = [];
    private readonly Dictionary<string, List<PublishedEntry>> _byModel = new(StringComparer.Ordinal);

    private PublishedStore(PublishedHistories histories) => Histories = histories;

    /// <summary>Tokens that were resident while requests queued.</summary>
    public PublishedHistories Histories { get; }

    public static PublishedStore From(PublishedTokens? memory)
    {
        var store = new PublishedStore(PublishedHistories.From(memory));
        foreach (var record in memory is { Capacities.IsDefault: false } ? memory.Capacities : [])
        {
            store.Set(record);
        }

        return store;
    }

    public PublishedEntry? Find(ModelSnapshot model, VariantSnapshot variant)
        => _entries.GetValueOrDefault((model.Namespace, model.ModelId, variant.Spec.Key.Name));

    /// <summary>Reads the pod template, unless a replica has shown its capacity (W9: the tokens of one step stand for those of the KV cache).</summary>
    public void Preload(ModelSnapshot model, VariantSnapshot variant)
    {
        if (Find(model, variant)?.Record.Live == true || EngineSettingsReader.Read(variant.EngineArguments, variant.Engine) is not { } settings)
        {
            return;
        }

        Set(Blank(model, variant) with
        {
            EffectiveTokens = Tokens.Whole(settings.EffectiveBatchedTokens),
            KvTokens = Tokens.Whole(settings.KvTokens),
            EngineArguments = variant.EngineArguments,
        });
    }

    /// <summary>What a replica shows; the arguments that were seen first stay.</summary>
    public void Show(ModelSnapshot model, VariantSnapshot variant, double effectiveTokens, double kvTokens)
    {
        var before = Find(model, variant);
        var record = (before?.Record ?? Blank(model, variant)) with
        {
            Live = true,
            EffectiveTokens = effectiveTokens,
            KvTokens = kvTokens,
            Accelerator = variant.Spec.Accelerator ?? "",
            GpusPerReplica = Math.Max(1, variant.Spec.GpusPerReplica),
        };
        if (before is null)
        {
            Set(record);
        }
        else
        {
            before.Record = record;
        }
    }

    /// <summary>A record of the same model, in any namespace, whose replicas hold as much.</summary>
    public PublishedCapacity? Compatible(PublishedCapacity record, EngineSettings? settings, bool liveOnly)
    {
        PublishedEntry? best = null;
        foreach (var entry in _byModel.GetValueOrDefault(record.ModelId) ?? [])
        {
            if ((entry.Record.Live || !liveOnly) && entry.Matches(record, settings) && (best is null || entry.GoesBefore(best)))
            {
                best = entry;
            }
        }

        return best?.Record;
    }

    /// <summary>A record of a variant of which nothing is known yet.</summary>
    public static PublishedCapacity Blank(ModelSnapshot model, VariantSnapshot variant) => new()
    {
        Namespace = model.Namespace,
        ModelId = model.ModelId,
        Variant = variant.Spec.Key.Name,
        Accelerator = variant.Spec.Accelerator ?? "",
        GpusPerReplica = Math.Max(1, variant.Spec.GpusPerReplica),
        Engine = variant.Engine,
    };

    public PublishedTokens ToMemory() => new()
    {
        Capacities = [.. _entries.OrderBy(e => e.Key.Namespace, StringComparer.Ordinal).ThenBy(e => e.Key.ModelId, StringComparer.Ordinal)
            .ThenBy(e => e.Key.Variant, StringComparer.Ordinal).Select(e => e.Value.Record)],
        Histories = Histories.ToMemory(),
    };

    private void Set(PublishedCapacity record)
    {
        var entry = new PublishedEntry(record);
        var key = (record.Namespace, record.ModelId, record.Variant);
        ref var ofModel = ref CollectionsMarshal.GetValueRefOrAddDefault(_byModel, record.ModelId, out _);
        ofModel ??= [];
        if (_entries.TryGetValue(key, out var before))
        {
            ofModel.Remove(before);
        }

        ofModel.Add(entry);
        _entries[key] = entry;
    }
}
