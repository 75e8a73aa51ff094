using System.Globalization;

namespace Wva.Local.Watch;

/// <summary>How many samples the aggregator received, by its own /metrics.</summary>
internal static class ReceivedSamples
{
    private const string Series = "wva_frames_total{kind=\"sample\"} ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks the aggregator.</summary>
    /// <returns>The count; null where it does not answer.</returns>
    public static async Task<long?> AskAsync(Uri metrics)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            return Read(await client.GetStringAsync(metrics, CancellationToken.None));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Reads the count from a page of the aggregator; null where it is not there.</summary>
    public static long? Read(string page) =>
        page.Split('\n').FirstOrDefault(line => line.StartsWith(Series, StringComparison.Ordinal)) is { } line
            ? (long)double.Parse(line[Series.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)
            : null;
}
