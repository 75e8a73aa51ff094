using Wva.Scaling.Analysis.EngineArguments;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>One record of the published capacity store.</summary>
internal sealed class PublishedEntry(PublishedCapacity record)
{
    private bool _isRead;
    private EngineSettings? _settings;

    public PublishedCapacity Record { get; set; } = record;

    /// <summary>What the arguments say that were seen first; null where none were.</summary>
    public EngineSettings? Settings
    {
        get
        {
            if (!_isRead)
            {
                _settings = EngineSettingsReader.Read(Record.EngineArguments, Record.Engine);
                _isRead = true;
            }

            return _settings;
        }
    }

    /// <summary>Whether its replicas hold as much as those of another: same model, hardware and arguments.</summary>
    public bool Matches(PublishedCapacity other, EngineSettings? settings)
        => (Record.EffectiveTokens > 0 || Record.KvTokens > 0)
        && Record.Accelerator == other.Accelerator
        && Record.GpusPerReplica == other.GpusPerReplica
        && settings is not null
        && Settings is { } mine
        && mine.HoldsAsMuchAs(settings);

    /// <summary>Which of two matches is taken: a live one, then by name. The published store takes any (its map has no order).</summary>
    public bool GoesBefore(PublishedEntry other)
    {
        if (Record.Live != other.Record.Live)
        {
            return Record.Live;
        }

        var byNamespace = string.CompareOrdinal(Record.Namespace, other.Record.Namespace);
        return byNamespace != 0 ? byNamespace < 0 : string.CompareOrdinal(Record.Variant, other.Record.Variant) < 0;
    }
}
