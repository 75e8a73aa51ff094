using System.Globalization;
using System.Text.Json;

namespace Wva.Scenarios;

/// <summary>Goes through JSON for what its grammar allows and nobody can read: keys that stand twice, and texts with half a surrogate pair.</summary>
/// <param name="problems">Gets them, by their paths.</param>
internal sealed class JsonWalk(ProblemList problems)
{
    private const string NoText = @"is no text, as it has half a surrogate pair (\uD800 to \uDFFF); allowed: whole characters";

    /// <summary>Whether there was anything to say of a text; one that is no JSON has nothing here.</summary>
    /// <param name="text">The text.</param>
    public bool Says(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            Look(document.RootElement, "");
        }
        catch (JsonException)
        {
            return false;
        }

        return !problems.IsEmpty;
    }

    private void Look(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                LookAtMembers(element, path);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Look(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"));
                }

                break;
            case JsonValueKind.String when TextOf(element.GetString) is null:
                problems.Add(path, NoText);
                break;
            default:
                break;
        }
    }

    private void LookAtMembers(JsonElement element, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (TextOf(() => member.Name) is not { } name)
            {
                problems.Add(path, $"has a key that {NoText}");
                continue;
            }

            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (!names.Add(name))
            {
                problems.Add(at, "stands twice; allowed: each key once");
            }

            Look(member.Value, at);
        }
    }

    private static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
