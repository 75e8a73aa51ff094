using System.Collections.Immutable;

namespace Wva.Aggregator.Publish;

/// <summary>The published variants, swapped whole after each cycle: as this aggregator published them, or as it read them where another one decides.</summary>
internal sealed class PublishedTable
{
    private PublishedPage _page = PublishedPage.Empty;

    /// <summary>Everything as of the last cycle; never changed in place.</summary>
    public PublishedPage Page => Volatile.Read(ref _page);

    /// <summary>All variants as of the last cycle.</summary>
    public ImmutableArray<PublishedVariant> Variants => Page.Variants;

    /// <summary>Those whose decisions this aggregator may export: all where it published them in the term that it is in, none otherwise.</summary>
    /// <param name="epoch">The term that it is in; null where another one decides.</param>
    public ImmutableArray<PublishedVariant> DecidedIn(long? epoch)
    {
        var page = Page;
        return epoch is not null && page.Epoch == epoch ? page.Variants : [];
    }

    /// <summary>Replaces everything.</summary>
    public void Swap(PublishedPage page) => Volatile.Write(ref _page, page);
}
