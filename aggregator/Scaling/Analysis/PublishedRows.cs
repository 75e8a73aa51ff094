using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>Rows as the published collector hands them over: the most within a minute, nonsense as 0, whatever their age (W2, W3).</summary>
internal static class PublishedRows
{
    /// <summary>Whether there is a row: one of the two gauges was seen; the other one is 0 then.</summary>
    public static bool IsRow(ReplicaSnapshot row)
        => row.KvCacheUsage is not null || row.Waiting is not null || row.PeakKvCacheUsage is not null || row.PeakWaiting is not null;

    /// <summary>Used share of the KV cache.</summary>
    public static double KvUsage(ReplicaSnapshot row) => OrZero(row.PeakKvCacheUsage ?? row.KvCacheUsage);

    /// <summary>Requests waiting, a whole number.</summary>
    public static double Waiting(ReplicaSnapshot row) => Math.Truncate(OrZero(row.PeakWaiting ?? row.Waiting));

    private static double OrZero(double? value) => value is { } number && double.IsFinite(number) && number > 0 ? number : 0;
}
