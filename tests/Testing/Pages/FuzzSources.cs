using System.Text;
using System.Text.RegularExpressions;
using Wva.Simulation.Recordings;

namespace Wva.Testing.Pages;

/// <summary>What is mutated: recorded pages of a real engine where they are at hand, and every page and text in tests/Telemetry.</summary>
public sealed partial class FuzzSources
{
    private static readonly string[] Recordings = ["step", "crash", "ranks"];

    private FuzzSources(IReadOnlyList<IReadOnlyList<byte[]>> engines, IReadOnlyList<byte[]> small)
    {
        Engines = engines;
        Small = small;
        Wanted = new WantedNames(engines.Select(pages => SlowReader.Read(pages[^1])));
    }

    /// <summary>The pages of one engine each, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<byte[]>> Engines { get; }

    /// <summary>Pages written by hand.</summary>
    public IReadOnlyList<byte[]> Small { get; }

    /// <summary>Half of the names on the engines' pages.</summary>
    public WantedNames Wanted { get; }

    /// <summary>Reads them from the checkout.</summary>
    public static FuzzSources Load()
    {
        var folder = System.IO.Path.Combine(Checkout.Root, "tests", "Telemetry");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var whole = files.Where(file => file.EndsWith(".prom", StringComparison.Ordinal)).Select(File.ReadAllBytes).ToArray();
        var texts = files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(file => Texts(File.ReadAllText(file)));
        var recorded = Recordings.Select(name => SharedFolder.File($"recordings/{name}.pages.br")).OfType<string>()
            .Select(file => (IReadOnlyList<byte[]>)[.. RecordingReader.Read(file).Where(page => page.Answered).Select(page => page.Body.ToArray())]);
        return new FuzzSources([.. recorded, .. whole.Select(page => (IReadOnlyList<byte[]>)[page])], [.. whole, .. texts]);
    }

    private static IEnumerable<byte[]> Texts(string source) =>
        Literal().Matches(source)
            .Select(match => match.Groups["raw"].Success ? match.Groups["raw"].Value : Unescape(match.Groups["text"].Value))
            .Where(text => text.Length > 2)
            .Select(Encoding.UTF8.GetBytes);

    private static string Unescape(string literal)
    {
        try
        {
            return Regex.Unescape(literal);
        }
        catch (ArgumentException)
        {
            return literal; // a regular expression, not a page
        }
    }

    [GeneratedRegex(""""
        """(?<raw>.*?)"""|"(?<text>([^"\\\n]|\\.)*)"
        """", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Literal();
}
