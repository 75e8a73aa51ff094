using System.Text.RegularExpressions;
using Wva.Kubernetes.Resources;
using Wva.Scenarios;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Aggregator.Store;

/// <summary>What a YAML file of the folder describes: a variant, or ConfigMaps of the published autoscaler; the other is null.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="ConfigMaps">The text of the ConfigMaps, every entry of which can be read.</param>
internal sealed partial record FolderManifest(Manifest? Variant, string? ConfigMaps)
{
    /// <summary>Whether a text means to be ConfigMaps, however bad it is.</summary>
    public static bool IsOfConfigMaps(string text) => ConfigMapKind().IsMatch(text);

    /// <summary>Reads a file. ConfigMaps are taken whole or not at all: half a policy is another policy.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="source">Its name.</param>
    /// <param name="environment">Says whose ConfigMaps count everywhere.</param>
    public static Reading<FolderManifest> Read(string text, string source, PublishedEnvironment environment)
    {
        if (!IsOfConfigMaps(text))
        {
            return ManifestReader.Read(text, source).Then(variant => new ProblemList(source).ToReading(() => new FolderManifest(variant, null)));
        }

        var maps = ConfigMapPolicy.Read([(text, source)], environment.IsSystem, knownNamesOnly: true);
        var problems = new ProblemList(source);
        foreach (var refused in maps.Refused)
        {
            problems.Add("", Within(refused, source));
        }

        foreach (var warning in maps.Warnings)
        {
            problems.Warn("", Within(warning, source));
        }

        return problems.ToReading(() => new FolderManifest(null, text));
    }

    // The entry stands in the source of its problem, after the file's name.
    private static string Within(Problem problem, string source)
    {
        var line = problem.ToString();
        return line.StartsWith(source, StringComparison.Ordinal) ? line[source.Length..].TrimStart(':', ',', ' ') : line;
    }

    [GeneratedRegex(@"(^|[\s{,])[""']?kind[""']?\s*:\s*[""']?ConfigMap(List)?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ConfigMapKind();
}
