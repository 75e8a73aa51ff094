using Wva.Telemetry.Exposition;

namespace Wva.Testing.Pages;

/// <summary>Every other name of some pages, as a reader looks for them and as a slow reading is reduced to them.</summary>
public sealed class WantedNames
{
    private readonly HashSet<string> _names;

    /// <summary>Every other one of the names on the pages, in their order.</summary>
    public WantedNames(IEnumerable<SlowPage> pages)
    {
        _names = [.. pages.SelectMany(page => page.Series).Select(series => series.Name).Where(name => name.All(char.IsAscii)).Distinct(StringComparer.Ordinal).Where((_, place) => place % 2 == 0)];
        Set = new NameSet([.. _names]);
    }

    /// <summary>For the reader.</summary>
    public NameSet Set { get; }

    /// <summary>What is left of a slow reading. Its bad lines stay: of which name they would have been, nobody knows.</summary>
    public SlowPage Of(SlowPage page) => page with { Series = [.. page.Series.Where(series => _names.Contains(series.Name))] };
}
