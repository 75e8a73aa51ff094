using System.Xml.Linq;

namespace Wva.Architecture.Tests;

/// <summary>The arrows between projects: a project may reference what stands behind it here, and nothing else of ours.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Wva.Contracts"] = [],
        ["Wva.Telemetry"] = ["Wva.Contracts"],
        ["Wva.Agent"] = ["Wva.Contracts", "Wva.Telemetry"],
        ["Wva.Simulation"] = ["Wva.Telemetry"],
        ["Wva.Scaling"] = [],
        ["Wva.Fleet"] = ["Wva.Scaling", "Wva.Contracts"],
        ["Wva.Scenarios"] = ["Wva.Scaling"],
        ["Wva.Kubernetes"] = ["Wva.Scenarios", "Wva.Scaling"],
        ["Wva.Api"] = [],
        ["Wva.Aggregator"] = ["Wva.Api", "Wva.Kubernetes", "Wva.Fleet", "Wva.Contracts", "Wva.Telemetry", "Wva.Scenarios", "Wva.Scaling"],
        ["Wva.Cli"] = ["*"],
        ["Wva.Replay"] = ["Wva.Fleet", "Wva.Scaling", "Wva.Contracts", "Wva.Scenarios", "Wva.Simulation"],
        ["Wva.Local"] = ["*"],
    };

    public static TheoryData<string> Projects() => [.. SourceTree.Files("*.csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_design_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} has no row in the table of arrows");
        foreach (var reference in References(project))
        {
            Assert.True(allowed.Contains(reference) || allowed.Contains("*"), $"{name} may not reference {reference}");
        }
    }

    [Fact]
    public void No_product_project_references_a_test_project()
    {
        foreach (var project in SourceTree.Files("*.csproj"))
        {
            Assert.DoesNotContain(References(project), reference => reference.EndsWith("Tests", StringComparison.Ordinal) || reference == "Wva.Testing");
        }
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = SourceTree.Read("Wva.Distributed.sln").Replace('\\', '/');
        Assert.All(
            SourceTree.Files("*.csproj").Concat(SourceTree.Files("*.csproj", "tests")),
            project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(SourceTree.Read(project)).Descendants("ProjectReference")
            .Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value.Replace('\\', '/')));
}
