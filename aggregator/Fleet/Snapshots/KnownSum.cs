namespace Wva.Fleet.Snapshots;

/// <summary>A sum over replicas that is unknown as soon as one that owes its part does not give it: a part of a sum is not the sum.</summary>
internal struct KnownSum
{
    private double? _sum;
    private bool _isPartial;

    /// <summary>The sum; null where a part that is owed is unknown, and where nothing was added.</summary>
    public readonly double? Value => _isPartial ? null : _sum;

    /// <summary>Adds a part; one that is unknown makes the sum unknown where it is owed.</summary>
    public void Add(double? part, bool isOwed)
    {
        _isPartial |= isOwed && part is null;
        _sum = part is null ? _sum : part + (_sum ?? 0);
    }
}
