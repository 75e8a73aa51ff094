using System.Collections.Immutable;

namespace Wva.Aggregator.Publish;

/// <summary>The published variants, swapped whole after each cycle.</summary>
internal sealed class PublishedTable
{
    private ImmutableArray<PublishedVariant> _variants = [];

    /// <summary>All of them as of the last cycle.</summary>
    public ImmutableArray<PublishedVariant> Variants => _variants;

    /// <summary>Things that could not be taken over from the store.</summary>
    public int Problems { get; private set; }

    /// <summary>Open streams that belong to no variant.</summary>
    public int UnassignedStreams { get; private set; }

    /// <summary>Replaces everything.</summary>
    public void Swap(ImmutableArray<PublishedVariant> variants, int problems, int unassignedStreams)
    {
        ImmutableInterlocked.InterlockedExchange(ref _variants, variants);
        Problems = problems;
        UnassignedStreams = unassignedStreams;
    }
}
