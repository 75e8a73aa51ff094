using System.Collections.Immutable;

namespace Wva.Contracts;

/// <summary>The names that the numeric fields of a GPU have on the wire's README, in JSON and in scenarios.</summary>
public static class GpuFields
{
    private static readonly ImmutableArray<string> Names =
    [
        "utilisation", "tensorActive", "memoryUsedBytes", "memoryTotalBytes", "powerWatts", "temperatureCelsius", "throttled", "xid", "ageSeconds",
    ];

    /// <summary>The field's name, camel case, as design and README write it.</summary>
    public static string Name(GpuField field) => Names[(int)field];
}
