using System.Globalization;
using System.Text.Json.Nodes;

namespace Wva.Scenarios;

/// <summary>How values and bounds are written in a message.</summary>
internal static class Wording
{
    /// <summary>Of a field that no decision rests on.</summary>
    public const string DecidesNothing = "is accepted and decides nothing";

    private const int LongestQuote = 60;

    /// <summary>A value in quotes, on one line, cut where it is long.</summary>
    public static string Quote(JsonNode? node)
    {
        var text = node is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : node?.ToJsonString() ?? "";
        var start = text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, LongestQuote), "…");
        return $"'{new string([.. start.Select(c => char.IsControl(c) ? ' ' : c)])}'";
    }

    /// <summary>A kind of number and its bounds, infinite and extreme ones left out.</summary>
    public static string Range(string what, double least, double most)
        => (double.IsFinite(least) && least > int.MinValue, double.IsFinite(most) && most < int.MaxValue) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $"{what} from {least} to {most}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $"{what}, {least} or more"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $"{what}, {most} or less"),
            _ => what,
        };
}
