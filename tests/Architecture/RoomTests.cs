using System.Text.RegularExpressions;

namespace Wva.Architecture.Tests;

/// <summary>The arrows between the rooms of one project: data runs from left to right, so a room may use only rooms to its left.</summary>
public sealed partial class RoomTests
{
    /// <summary>Root namespace, then its rooms in the order of the data flow.</summary>
    private static readonly (string Root, string[] Rooms)[] Flows =
    [
        ("Wva.Scaling", ["Inputs", "Analysis", "Mix", "Zero", "Holds", "Limits", "Decision"]),
        ("Wva.Aggregator", ["Ingest", "Store", "Cycle", "Publish", "Api"]),
        ("Wva.Agent", ["Trust", "Scrape", "Gpus", "Stream"]),
        ("Wva.Replay", ["Scalers", "Cluster", "Loop"]),
        ("Wva.Simulation", ["Traces", "Recordings", "Engines", "Routing", "Pages", "Serving"]),
        ("Wva.Telemetry", ["Exposition", "Engines", "Gpus", "Sampling"]),
    ];

    public static TheoryData<string> Roots() => [.. Flows.Select(flow => flow.Root)];

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_room_uses_only_rooms_to_its_left(string root)
    {
        var rooms = Flows.Single(flow => flow.Root == root).Rooms;
        var offences = SourceTree.Files("*.cs")
            .Select(file => (File: file, Room: RoomOf(file, root, rooms)))
            .Where(source => source.Room >= 0)
            .SelectMany(source => Uses(source.File, root, rooms)
                .Where(used => used > source.Room)
                .Select(used => $"{source.File} ({rooms[source.Room]}) uses {rooms[used]}"));
        Assert.Empty(offences);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Every_room_of_the_flow_that_has_files_is_seen(string root)
    {
        var rooms = Flows.Single(flow => flow.Root == root).Rooms;
        Assert.True(SourceTree.Files("*.cs").Count(file => RoomOf(file, root, rooms) >= 0) > 1, $"no rooms found under {root}: the test would pass on anything");
    }

    [Fact]
    public void A_namespace_follows_its_folder()
    {
        var offences = SourceTree.Files("*.cs")
            .Where(file => NamespaceOf(file) is { } name && !name.EndsWith(Path.GetFileName(Path.GetDirectoryName(file))!, StringComparison.Ordinal)
                && !SourceTree.Files("*.csproj").Any(project => Path.GetDirectoryName(project) == Path.GetDirectoryName(file)));
        Assert.Empty(offences);
    }

    [Fact]
    public void Our_own_namespaces_are_never_imported_globally()
    {
        Assert.DoesNotContain(SourceTree.Files("*.cs"), file => SourceTree.Read(file).Contains("global using Wva", StringComparison.Ordinal));
        Assert.DoesNotContain(SourceTree.Files("*.csproj"), file => SourceTree.Read(file).Contains("<Using Include=\"Wva", StringComparison.Ordinal));
    }

    private static int RoomOf(string file, string root, string[] rooms) =>
        NamespaceOf(file) is { } name ? Array.FindIndex(rooms, room => IsIn(name, $"{root}.{room}")) : -1;

    private static IEnumerable<int> Uses(string file, string root, string[] rooms)
    {
        var text = SourceTree.Read(file);
        return Mentions().Matches(text).Select(match => match.Value)
            .SelectMany(name => Enumerable.Range(0, rooms.Length).Where(i => IsIn(name, $"{root}.{rooms[i]}")))
            .Distinct();
    }

    private static bool IsIn(string name, string room) =>
        name == room || name.StartsWith(room + ".", StringComparison.Ordinal);

    private static string? NamespaceOf(string file) =>
        SourceTree.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal)) is { } line
            ? line["namespace ".Length..].TrimEnd(';', ' ')
            : null;

    [GeneratedRegex(@"\bWva(\.[A-Z][A-Za-z]*)+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mentions();
}
