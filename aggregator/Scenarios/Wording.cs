using System.Globalization;
using System.Text.Json.Nodes;

namespace Wva.Scenarios;

/// <summary>How values and bounds are written in a message.</summary>
internal static class Wording
{
    /// <summary>Of a field that no decision rests on.</summary>
    public const string DecidesNothing = "is accepted and decides nothing";

    /// <summary>Of a field that the published setting does not look at.</summary>
    public const string NotPublished = "decides nothing in the published setting";

    private const int LongestQuote = 60;

    /// <summary>A value in quotes, on one line, cut where it is long.</summary>
    public static string Quote(JsonNode? node)
    {
        var text = node is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : node?.ToJsonString() ?? "";
        var start = text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, LongestQuote), "…");
        return $"'{new string([.. start.Select(c => char.IsControl(c) ? ' ' : c)])}'";
    }

    /// <summary>A whole number and its bounds, that of the type included.</summary>
    public static string WholeNumber(int least, int most = int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");

    /// <summary>A kind of number and its bounds, infinite ones left out.</summary>
    public static string Range(string what, double least, double most)
        => (double.IsFinite(least), double.IsFinite(most)) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $"{what} from {least} to {most}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $"{what}, {least} or more"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $"{what}, {most} or less"),
            _ => what,
        };
}
