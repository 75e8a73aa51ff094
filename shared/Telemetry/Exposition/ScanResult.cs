namespace Wva.Telemetry.Exposition;

/// <summary>What a scanner found at its place.</summary>
internal enum ScanResult
{
    /// <summary>What it looks for; the cursor stands behind it.</summary>
    Found,

    /// <summary>The end of the list; the cursor stands behind it.</summary>
    Ended,

    /// <summary>The data ended inside a quoted string, which a line feed does not end: more data may make it whole.</summary>
    OutOfData,

    /// <summary>Something that the format does not allow there.</summary>
    Bad,
}
