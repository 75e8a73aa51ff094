using Wva.Local.Tests;
using Wva.Local.Tests.Cluster;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Wva.Local.Tests;

/// <summary>The classes that run processes for longest begin first: left for the end, one of them would run alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(UpClusterTests), nameof(UpAggregatorFaultTests), nameof(UpTests), nameof(DecidedAgainTests), nameof(UpPodFaultTests), nameof(UpTerminalTests), nameof(UpOwnTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(static collection => Place(collection.TestCollectionDisplayName))];

    private static int Place(string collection)
    {
        var place = Array.FindIndex(Long, name => collection.Contains("." + name, StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
