using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wva.Local.Measure;

/// <summary>The last line of a run: <c>summary:</c> and one object.</summary>
internal static class SummaryLine
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by people in a terminal, never by a browser
    };

    /// <summary>Writes it.</summary>
    public static string Write<T>(T summary) => "summary: " + JsonSerializer.Serialize(summary, Json);
}
