using System.Collections;
using System.Reflection;

namespace Wva.Scenarios.Tests;

/// <summary>Looks into records as far as they go: arrays and dictionaries in them are compared by what they hold.</summary>
internal static class Deep
{
    /// <summary>Every property that differs, by path.</summary>
    public static IEnumerable<string> Differences(object? left, object? right, string path = "")
    {
        if (left is null || right is null || left.GetType() != right.GetType() || IsPlain(left))
        {
            return Equals(left, right) ? [] : [$"{path}: {left ?? "null"} and {right ?? "null"}"];
        }

        return Parts(left).OuterZip(Parts(right)).SelectMany(pair => Differences(pair.Left, pair.Right, $"{path}.{pair.Name}"));
    }

    /// <summary>Every property, by path without indexes, that has the value it would have if nobody said anything.</summary>
    public static IEnumerable<string> Silent(object value, string path = "")
    {
        foreach (var (name, part) in Parts(value))
        {
            var at = $"{path}.{name}";
            if (part is null || (part is IEnumerable items and not string && !items.Cast<object>().Any()) || (part.GetType().IsValueType && Equals(part, Activator.CreateInstance(part.GetType()))))
            {
                yield return at;
            }
            else if (!IsPlain(part))
            {
                foreach (var silent in Silent(part, at))
                {
                    yield return silent;
                }
            }
        }
    }

    private static bool IsPlain(object value) => value is string or IConvertible or DateTimeOffset or TimeSpan or TimeOnly || value.GetType().IsEnum;

    private static IEnumerable<(string Name, object? Value)> Parts(object value) => value switch
    {
        IDictionary map => map.Keys.Cast<object>().OrderBy(key => key.ToString(), StringComparer.Ordinal).Select(key => ($"[{key}]", map[key])),
        IEnumerable items when value.GetType().Name.Contains("HashSet", StringComparison.Ordinal) => items.Cast<object>().OrderBy(item => item.ToString(), StringComparer.Ordinal).Select((item, i) => ($"[{i}]", (object?)item)),
        IEnumerable items => items.Cast<object?>().Select((item, i) => ($"[{i}]", item)),
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
            .Select(property => (property.Name, property.GetValue(value))),
    };

    private static IEnumerable<(string Name, object? Left, object? Right)> OuterZip(this IEnumerable<(string Name, object? Value)> left, IEnumerable<(string Name, object? Value)> right)
    {
        var (lefts, rights) = (left.ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal), right.ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal));
        return lefts.Keys.Union(rights.Keys, StringComparer.Ordinal).Select(name => (name, lefts.GetValueOrDefault(name), rights.GetValueOrDefault(name)));
    }
}
