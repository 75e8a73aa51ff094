namespace Wva.Telemetry.Sampling;

/// <summary>What an answer of the engine turned out to be.</summary>
public enum PageVerdict
{
    /// <summary>A page of an engine; the sample is fresh.</summary>
    Read = 0,

    /// <summary>Nothing, or nothing but blanks.</summary>
    Empty = 1,

    /// <summary>An HTML page: an ingress or a login stands there, perhaps.</summary>
    Html = 2,

    /// <summary>A JSON document: another endpoint, or an error.</summary>
    Json = 3,

    /// <summary>A page that ends in the middle of a line.</summary>
    Truncated = 4,

    /// <summary>A page of metrics, none of them of an engine that we know.</summary>
    NoEngineFamilies = 5,

    /// <summary>An engine's page with more than is read of one, ranks or series: read in part, its sums would be wrong.</summary>
    BeyondBounds = 6,
}
