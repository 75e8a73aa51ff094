namespace Wva.Agent.Options;

/// <summary>How a list of GPUs is written: UUIDs with their prefix, separated by commas.</summary>
internal static class GpuUuids
{
    /// <summary>The variable in which the container runtime is told a container's GPUs. An index, <c>all</c>, <c>none</c> and <c>void</c> in it name no GPU.</summary>
    public const string RuntimeVariable = "NVIDIA_VISIBLE_DEVICES";

    private const int MaxLength = 96;

    /// <summary>Takes a list of which every part is a UUID.</summary>
    public static bool TryParse(string text, out IReadOnlyList<string> uuids)
    {
        var parts = Split(text);
        uuids = parts;
        return parts.Length > 0 && parts.All(IsUuid);
    }

    /// <summary>The UUIDs among the parts of a list.</summary>
    public static IReadOnlyList<string> Among(string text) => [.. Split(text).Where(IsUuid)];

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries);

    private static bool IsUuid(string text) =>
        text.Length is > 4 and <= MaxLength
        && (text.StartsWith("GPU-", StringComparison.Ordinal) || text.StartsWith("MIG-", StringComparison.Ordinal))
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '/');
}
