namespace Wva.Scaling.Analysis.Pools;

/// <summary>Names of accelerator types: nodes carry the vendor's product name, variants and quotas mostly a short one.</summary>
internal static class AcceleratorName
{
    /// <summary>Short names that are found inside product names, longer ones before those that they contain.</summary>
    private static readonly string[] Known =
    [
        "GB300", "GB200", "GH200", "B300", "B200", "H200", "H100", "H800", "H20", "A100", "A800", "A40", "A30", "A16", "A10G", "A10", "L40S", "L40", "L4", "V100", "T4",
        "MI355X", "MI350X", "MI325X", "MI300X", "MI300A", "MI250X", "MI250", "MI210", "MI100", "Gaudi-3", "Gaudi-2",
    ];

    /// <summary>"NVIDIA-A100-PCIE-80GB" is "A100"; a name that is not known stays as it is. Null and empty are null, as are "unknown" and "unresolved".</summary>
    /// <param name="name">A name as a node, a variant or a quota has it.</param>
    public static string? Normalize(string? name)
    {
        if (!IsResolved(name))
        {
            return null;
        }

        var trimmed = name!.Trim();
        foreach (var known in Known)
        {
            if (Contains(trimmed, known))
            {
                return known;
            }
        }

        return trimmed.Contains("gaudi", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("HL-2", StringComparison.OrdinalIgnoreCase)
            ? "Gaudi-2"
            : trimmed;
    }

    /// <summary>Whether somebody named a type at all.</summary>
    /// <param name="name">A name as a variant has it.</param>
    public static bool IsResolved(string? name) => !string.IsNullOrWhiteSpace(name)
        && !string.Equals(name, "unknown", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(name, "unresolved", StringComparison.OrdinalIgnoreCase);

    /// <summary>As a word of its own: "A100" is not in "GA1000".</summary>
    private static bool Contains(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(name[at - 1])) && (end == name.Length || !char.IsLetterOrDigit(name[end])))
            {
                return true;
            }
        }

        return false;
    }
}
