using System.Collections.Immutable;
using Wva.Contracts;

namespace Wva.Fleet.Replicas;

/// <summary>Descriptions of engines whose equal parts are one object: the replicas of a model say the same of theirs, but for its start.</summary>
internal sealed class SharedEngines
{
    private readonly SharedParts<string> _texts = new(StringComparer.Ordinal);
    private readonly SharedParts<ImmutableArray<string>> _lists = new(SequenceComparer<string>.Instance);
    private readonly SharedParts<ImmutableArray<double>> _bounds = new(SequenceComparer<double>.Instance);

    /// <summary>The same description.</summary>
    public EngineDescription Of(EngineDescription engine) => engine with
    {
        Kind = _texts.Of(engine.Kind),
        Version = engine.Version is null ? null : _texts.Of(engine.Version),
        Models = _lists.Of(engine.Models),
        TtftBounds = _bounds.Of(engine.TtftBounds),
        ItlBounds = _bounds.Of(engine.ItlBounds),
        Absent = _lists.Of(engine.Absent),
    };
}
