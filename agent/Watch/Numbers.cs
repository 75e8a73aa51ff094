using System.Globalization;
using Wva.Contracts;

namespace Wva.Agent.Watch;

/// <summary>How numbers stand in the views; unknown is a dash, never 0.</summary>
internal static class Numbers
{
    /// <summary>What stands for an unknown number.</summary>
    public const string Unknown = "-";

    /// <summary>A number with some decimals.</summary>
    public static string Plain(double? value, int decimals = 0) =>
        value is { } number ? number.ToString(decimals == 0 ? "0" : "0." + new string('0', decimals), CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A number for people: thousands apart.</summary>
    public static string Grouped(double? value, int decimals = 0) =>
        value is { } number ? number.ToString(decimals == 0 ? "#,0" : "#,0." + new string('0', decimals), CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A share as per cent.</summary>
    public static string Percent(double? share) => share is { } known ? Plain(known * 100, 1) + " %" : Unknown;

    /// <summary>A field of a row for people; a stale one carries a tilde.</summary>
    public static string Field(SampleRow row, RowField field, Func<double?, string> write) =>
        row.State(field) == FieldState.Stale ? "~" + write(row.Known(field)) : write(row.Known(field));

    /// <summary>The bucket of a percentile for people: all that is known of it.</summary>
    public static string Range(BucketRange? range) => range switch
    {
        null => "n/a",
        { UpTo: double.PositiveInfinity } open => $"> {Seconds(open.Above)}",
        { Above: 0 } lowest => $"up to {Seconds(lowest.UpTo)}",
        { } closed => $"{Seconds(closed.Above)} to {Seconds(closed.UpTo)}",
    };

    /// <summary>Upper bound of the bucket of a percentile, seconds; <c>inf</c> for the last one.</summary>
    public static string UpTo(BucketRange? range) =>
        range is { } known ? double.IsPositiveInfinity(known.UpTo) ? "inf" : known.UpTo.ToString("0.######", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A time for people: milliseconds below a second.</summary>
    public static string Seconds(double seconds) => seconds is > 0 and < 1
        ? (seconds * 1000).ToString("0.###", CultureInfo.InvariantCulture) + " ms"
        : seconds.ToString("#,0.###", CultureInfo.InvariantCulture) + " s";
}
