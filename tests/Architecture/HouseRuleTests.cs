using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Wva.Architecture.Tests;

/// <summary>Rules of the house that no analyzer holds.</summary>
public sealed partial class HouseRuleTests
{
    private const int MaxLinesAFile = 250;

    [Fact]
    public void No_file_is_longer_than_250_lines()
    {
        var offences = SourceTree.Files("*.cs").Concat(SourceTree.Files("*.cs", "tests"))
            .Select(file => (file, Lines: SourceTree.ReadLines(file).Length))
            .Where(entry => entry.Lines > MaxLinesAFile);
        Assert.Empty(offences);
    }

    [Fact]
    public void No_file_is_called_manager_helper_or_utils()
    {
        Assert.DoesNotContain(SourceTree.Files("*.cs"), file => VagueName().IsMatch(Path.GetFileNameWithoutExtension(file)));
    }

    [Fact]
    public void Every_package_is_pinned_exactly_and_has_a_reason_on_its_line()
    {
        var lines = SourceTree.ReadLines("Directory.Packages.props").Where(line => line.Contains("Version=\"", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"Version=""\[[^\],]+\]"" /> <!-- .+ -->$", line));
    }

    [Fact]
    public void No_project_pins_a_version_of_its_own()
    {
        var offences = SourceTree.Files("*.csproj").Concat(SourceTree.Files("*.csproj", "tests"))
            .Where(file => XDocument.Parse(SourceTree.Read(file)).Descendants("PackageReference").Any(element => element.Attribute("Version") is not null));
        Assert.Empty(offences);
    }

    [Fact]
    public void Log_events_have_an_id_each_in_the_range_of_their_assembly()
    {
        var ids = SourceTree.Files("*Log.cs")
            .SelectMany(file => EventId().Matches(SourceTree.Read(file))
                .Select(match => (Folder: file.Split('/')[0], Id: int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))))
            .ToArray();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Select(entry => entry.Id).Distinct().Count());
        Assert.All(ids, entry => Assert.Equal(entry.Folder switch { "agent" => 1, "aggregator" => 2, _ => 3 }, entry.Id / 1000));
    }

    [Fact]
    public void Every_project_and_every_room_explains_itself()
    {
        var folders = SourceTree.Files("*.csproj").Select(file => Path.GetDirectoryName(file)!);
        Assert.All(folders, folder => Assert.True(File.Exists(Path.Combine(SourceTree.Root, folder, "README.md")), $"{folder} has no README.md"));
    }

    [Fact]
    public void A_warning_is_suppressed_only_with_its_reason_beside_it()
    {
        var offences = SourceTree.Files("*.cs").Concat(SourceTree.Files("*.cs", "tests"))
            .SelectMany(file => SourceTree.ReadLines(file).Select(line => (file, line)))
            .Where(entry => entry.line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !entry.line.Contains("//", StringComparison.Ordinal));
        Assert.Empty(offences);
    }

    // agent/Trim.Substitutions.xml has cut out what either would need; only the published agent would notice.
    [Fact]
    public void Every_http_handler_of_the_agent_is_without_proxy_and_cookies()
    {
        var sources = SourceTree.Files("*.cs").Where(file => file.StartsWith("agent/", StringComparison.Ordinal)).Select(SourceTree.Read).ToArray();
        var handlers = sources.SelectMany(source => HttpHandler().Matches(source)).Select(match => match.Value).ToArray();
        Assert.NotEmpty(handlers);
        Assert.All(handlers, handler => Assert.Contains("UseProxy = false,", handler, StringComparison.Ordinal));
        Assert.All(handlers, handler => Assert.Contains("UseCookies = false,", handler, StringComparison.Ordinal));
        Assert.DoesNotContain(sources, source => source.Contains("HttpClientHandler", StringComparison.Ordinal) || source.Contains("new HttpClient()", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"new SocketsHttpHandler\b[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HttpHandler();

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Util)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VagueName();

    [GeneratedRegex(@"LoggerMessage\(\s*(?:EventId = )?(\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EventId();
}
