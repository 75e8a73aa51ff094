namespace Wva.Api;

/// <summary>Paths of the read-only JSON.</summary>
public static class ApiRoutes
{
    /// <summary>Every variant.</summary>
    public const string Status = "/api/v1/status";

    /// <summary>Why a variant has its number; NAMESPACE and NAME follow.</summary>
    public const string Explain = "/api/v1/explain";

    /// <summary>The last cycle with all that it saw, as <c>wva decide</c> reads it.</summary>
    public const string Scenario = "/api/v1/scenario";

    /// <summary>The path that explains a variant.</summary>
    public static string ExplainOf(string @namespace, string name) => $"{Explain}/{Uri.EscapeDataString(@namespace)}/{Uri.EscapeDataString(name)}";
}
