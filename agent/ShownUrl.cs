namespace Wva.Agent;

/// <summary>A URL as logs, samples and screens may show it.</summary>
internal static class ShownUrl
{
    /// <summary>Without its query, in which a token may stand; the same object where there is none.</summary>
    public static Uri Of(Uri url) => url.Query.Length == 0 && url.Fragment.Length == 0 ? url : new Uri(url.GetLeftPart(UriPartial.Path));
}
