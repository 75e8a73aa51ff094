using System.Collections.Immutable;
using Wva.Aggregator.Cycle;

namespace Wva.Aggregator.Publish;

/// <summary>What a cycle published, or found published.</summary>
/// <param name="At">Time of the cycle; the least there is before the first.</param>
/// <param name="Variants">All variants in force, ordered by namespace and name.</param>
/// <param name="Epoch">The term that they were decided in; null where another aggregator decided.</param>
/// <param name="Problems">Things that could not be taken over from the store, a sentence each.</param>
/// <param name="UnassignedStreams">Open streams that belong to no variant.</param>
internal sealed record PublishedPage(DateTimeOffset At, ImmutableArray<PublishedVariant> Variants, long? Epoch, ImmutableArray<string> Problems, int UnassignedStreams)
{
    /// <summary>The cycle itself; null where another aggregator decided.</summary>
    public CycleOutcome? Outcome { get; init; }

    /// <summary>Before the first cycle.</summary>
    public static PublishedPage Empty { get; } = new(DateTimeOffset.MinValue, [], null, [], 0);
}
