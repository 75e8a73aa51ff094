using System.Globalization;
using System.Text.Json.Nodes;
using Wva.Testing;

namespace Wva.Cli.Tests.Fakes;

/// <summary>A scenario and what must come of it, as a line of a file says.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Line">The line.</param>
internal sealed record WorkedCase(string Id, JsonObject Line)
{
    private const double RelativeTolerance = 1e-6;

    /// <summary>Cases of this project, by the id that the published behaviour is numbered with.</summary>
    public static IEnumerable<WorkedCase> Own()
        => Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests/Scenarios/Cases"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(Read);

    public static IEnumerable<WorkedCase> Read(string file)
        => File.ReadLines(file).Select(line => JsonNode.Parse(line)!.AsObject()).Select(line => new WorkedCase(line["id"]!.GetValue<string>(), line));

    /// <summary>Weaknesses of the published autoscaler that it rests on.</summary>
    public bool IsTagged => Line["weakness"] is JsonArray { Count: > 0 };

    /// <summary>The scenario as a line for <c>--batch</c>, in one setting or the other.</summary>
    public string ToScenario(bool? published = null)
    {
        var scenario = Line["scenario"]!.DeepClone().AsObject();
        scenario["id"] = Id;
        if (published is { } setting)
        {
            var policy = scenario["policy"] as JsonObject ?? [];
            scenario["policy"] = policy.DeepClone();
            scenario["policy"]!["published"] = setting;
        }

        return scenario.ToJsonString();
    }

    /// <summary>Decides cases by one <c>wva decide --batch</c>; what is wrong with each, by id, is empty where all is right.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(IReadOnlyList<WorkedCase> cases, bool? published = null)
        => cases.Zip(await DecideAsync(cases, published))
            .ToDictionary(pair => pair.First.Id, pair => string.Join("; ", pair.First.Compare(pair.Second, published is not false || !pair.First.IsTagged)), StringComparer.Ordinal);

    /// <summary>Results of one <c>wva decide --batch</c>, in the order of the cases.</summary>
    public static async Task<IReadOnlyList<JsonObject>> DecideAsync(IReadOnlyList<WorkedCase> cases, bool? published = null)
    {
        using var nobody = new FakeAggregators();
        var run = await CliRun.OfAsync("decide --batch -", nobody, new FakeFiles(string.Join('\n', cases.Select(worked => worked.ToScenario(published)))));
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        var results = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToArray();
        Assert.Equal(cases.Select(worked => worked.Id), results.Select(result => result["id"]!.GetValue<string>()), StringComparer.Ordinal);
        return results;
    }

    /// <summary>What differs: decisions as a set, targets exactly, the action as a sign, capacities to a millionth of themselves. By default the figures of a tagged case are its own.</summary>
    private IEnumerable<string> Compare(JsonObject result, bool withFigures)
    {
        if (result["error"] is { } error)
        {
            return [error.GetValue<string>()];
        }

        var expected = Line["expected"]!;
        return CompareDecisions(expected["decisions"] as JsonArray, result["decisions"]!.AsArray())
            .Concat(CompareTargets(expected["targets"] as JsonObject, result["decisions"]!.AsArray()))
            .Concat(withFigures ? CompareAnalysis(expected["analysis"] as JsonObject, result["analysis"]!.AsArray()) : []);
    }

    private static IEnumerable<string> CompareDecisions(JsonArray? expected, JsonArray actual)
    {
        if (expected is null)
        {
            return [];
        }

        var (wanted, came) = (expected.Select(Describe).ToHashSet(StringComparer.Ordinal), actual.Select(Describe).ToHashSet(StringComparer.Ordinal));
        return wanted.Except(came, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(text => $"not there: {text}")
            .Concat(came.Except(wanted, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(text => $"instead: {text}"));
    }

    private static string Describe(JsonNode? decision) => $"{decision!["namespace"]}/{decision["modelID"]}/{decision["variant"]}={decision["target"]} {decision["action"]}";

    private static IEnumerable<string> CompareTargets(JsonObject? expected, JsonArray actual) => (expected ?? [])
        .Select(target => (target.Key, Wanted: target.Value!.GetValue<int>(), Came: actual.Single(decision => decision!["variant"]!.GetValue<string>() == target.Key)!["target"]!.GetValue<int>()))
        .Where(target => target.Wanted != target.Came)
        .Select(target => $"{target.Key}: {target.Came} and not {target.Wanted}");

    private static IEnumerable<string> CompareAnalysis(JsonObject? expected, JsonArray actual)
        => (expected ?? []).SelectMany(model => CompareFigures(
            model.Value!,
            actual.FirstOrDefault(found => model.Key == $"{found!["namespace"]}/{found["modelID"]}" || model.Key == found["modelID"]!.GetValue<string>()),
            model.Key));

    private static IEnumerable<string> CompareFigures(JsonNode expected, JsonNode? actual, string path)
    {
        if (expected is JsonObject members)
        {
            return members.SelectMany(member => CompareFigures(member.Value!, (actual as JsonObject)?[member.Key], $"{path}.{member.Key}"));
        }

        var wanted = expected.GetValue<double>();
        return actual is JsonValue value && value.TryGetValue<double>(out var came) && Math.Abs(came - wanted) <= RelativeTolerance * Math.Abs(wanted)
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"{path}: {actual?.ToJsonString() ?? "nothing"} and not {wanted}")];
    }
}
