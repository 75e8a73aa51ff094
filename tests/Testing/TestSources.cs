using System.Text.RegularExpressions;

namespace Wva.Testing;

/// <summary>The tests of this repository, by their sources: a project alone does not build the others.</summary>
public static partial class TestSources
{
    /// <summary>Whether there is such a test.</summary>
    /// <param name="test">Namespace, class and method.</param>
    public static bool Has(string test)
    {
        var parts = test.Split('.');
        return parts.Length > 2 && Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests"), parts[^2] + ".cs", SearchOption.AllDirectories)
            .Any(file => Tests(File.ReadAllText(file)).Contains(test, StringComparer.Ordinal));
    }

    /// <summary>The tests of a source of one class.</summary>
    public static IReadOnlyList<string> Tests(string source)
    {
        var (space, type) = (Namespace().Match(source).Groups[1].Value, Class().Match(source).Groups[1].Value);
        return [.. Method().Matches(source).Select(method => $"{space}.{type}.{method.Groups[1].Value}")];
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public (?:sealed )?(?:partial )?class (\w+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Class();

    [GeneratedRegex(@"^    \[(?:Fact|Theory)[^\n]*\n(?:    (?:\[|//)[^\n]*\n)*    public (?:static )?(?:async )?(?:Task|void) (\w+)\(", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Method();
}
