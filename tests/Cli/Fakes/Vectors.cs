using Wva.Testing;

namespace Wva.Cli.Tests.Fakes;

/// <summary>Worked decisions of the published autoscaler; they are not part of the project.</summary>
internal static class Vectors
{
    /// <summary>How many there are.</summary>
    public const int Count = 285;

    public static IReadOnlyList<string> Families { get; } = ["percentage", "saturation-capacity", "cost-aware", "greedy", "zero"];

    public static IReadOnlyList<string> Wrong(IReadOnlyDictionary<string, string> results)
        => [.. results.Where(result => result.Value.Length > 0).Select(result => $"{result.Key}: {result.Value}")];

    public static List<WorkedCase> Read(string family)
    {
        var file = SharedFolder.File($"vectors/{family}.jsonl");
        Assert.SkipWhen(file is null, "the worked decisions are missing: a folder 'shared' with vectors beside the checkout");
        return [.. WorkedCase.Read(file)];
    }

    /// <summary>Ids and why the default differs, a line each.</summary>
    public static Dictionary<string, string> Argued()
        => File.ReadLines(Path.Combine(Checkout.Root, "tests/Scenarios/Cases/argued.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(' ', 2))
            .ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1].Trim() : "", StringComparer.Ordinal);
}
