using System.Text.Json.Nodes;

namespace Wva.Scenarios.ConfigMaps;

/// <summary>One entry of a ConfigMap.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Source">Where it was read, the key included.</param>
/// <param name="Content">What stands in it.</param>
internal sealed record ConfigMapEntry(string Key, string Source, JsonNode Content)
{
    /// <summary>The key of what holds for every model.</summary>
    public const string Default = "default";

    /// <summary>Whether it holds for every model.</summary>
    public bool IsDefault => Key == Default;
}
