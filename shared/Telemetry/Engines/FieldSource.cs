using System.Collections.Immutable;
using Wva.Contracts;

namespace Wva.Telemetry.Engines;

/// <summary>
/// Where one field comes from. Of several names the first that stands on the page is taken, never a sum of them: in some releases the old name stands beside the new one.
/// Of several series of one name, a counter and a histogram are their sum (over reasons) and a gauge their maximum. A histogram's name is that of its family.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Names">Names on the wire, in order of preference.</param>
public sealed record FieldSource(RowField Field, params ImmutableArray<string> Names)
{
    /// <summary>Only series with this label count; null: all.</summary>
    public LabelCondition? When { get; init; }

    /// <summary>Place of the first name among the names of all sources of the field: a source is taken where those with lower places are not on the page.</summary>
    public int Preference { get; init; }

    /// <summary>A gauge in parts: its series and those of the field's other sources are added.</summary>
    public bool Adds { get; init; }

    /// <summary>What a series' value 0 stands for where it is a state; null: the value itself.</summary>
    public StateLevel? Level { get; init; }
}
