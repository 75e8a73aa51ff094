using Wva.Contracts;

namespace Wva.Fleet.Replicas;

/// <summary>Numbers of a row as the ledger takes them: null where absent, and where no engine can mean it (negative, infinite, not a number).</summary>
internal static class RowNumbers
{
    public static double? Number(this SampleRow row, RowField field) => Meant(row.Known(field));

    public static double? Sum(this SampleRow row, RowField histogram) =>
        row.State(histogram) == FieldState.Absent ? null : Meant(row.Histogram(histogram).Sum);

    public static double? Count(this SampleRow row, RowField histogram) =>
        row.State(histogram) == FieldState.Absent ? null : Meant(row.Histogram(histogram).Count);

    private static double? Meant(double? number) => number is >= 0 and < double.PositiveInfinity ? number : null;
}
