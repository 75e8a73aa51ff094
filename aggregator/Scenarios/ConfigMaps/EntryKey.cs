namespace Wva.Scenarios.ConfigMaps;

/// <summary>
/// Whom an entry is for: its key, <c>MODEL#NAMESPACE</c>, or its fields <c>model_id</c> and <c>namespace</c>, since neither # nor / may stand in
/// a key of a real ConfigMap.
/// </summary>
internal static class EntryKey
{
    /// <summary>Reads it; null, with a problem, where nobody is named.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="content">A cursor at its content.</param>
    /// <param name="home">The namespace that the ConfigMap is for; null for all.</param>
    public static ModelRef? Read(ConfigMapEntry entry, JsonCursor content, string? home)
    {
        var modelId = content.Member("model_id").AsName();
        var space = content.Member("namespace").AsName();
        if (entry.IsDefault)
        {
            return ModelRef.All;
        }

        if (entry.Key.LastIndexOf('#') is var mark && mark > 0 && mark < entry.Key.Length - 1)
        {
            WarnOfOther(content.Member("model_id"), modelId, entry.Key[..mark]);
            WarnOfOther(content.Member("namespace"), space, entry.Key[(mark + 1)..]);
            return new ModelRef(entry.Key[(mark + 1)..], entry.Key[..mark]);
        }

        if (modelId is null)
        {
            content.Complain("names no model; allowed: the key 'default' or 'MODEL#NAMESPACE', or the fields model_id and namespace");
            return null;
        }

        return new ModelRef(space ?? home, modelId);
    }

    private static void WarnOfOther(JsonCursor field, string? inner, string key)
    {
        if (inner is not null && inner != key)
        {
            field.Warn($"is '{inner}' and the key says '{key}': the key counts");
        }
    }
}
