namespace Wva.Scaling.Mix;

/// <summary>Sized variants beside what they would be with fewer bounds; each is null where no variant is at such a bound.</summary>
/// <param name="Sized">As they are sized.</param>
/// <param name="WithoutMin">If there were no minimums.</param>
/// <param name="WithoutMax">If there were neither maximums nor limits that are shared.</param>
/// <param name="WithoutWord">If no operator had said anything.</param>
internal sealed record Unbounded(ISized Sized, ISized? WithoutMin, ISized? WithoutMax, ISized? WithoutWord)
{
    /// <summary>Whether any variant is at a bound.</summary>
    public bool IsBounded => WithoutMin is not null || WithoutMax is not null || WithoutWord is not null;

    /// <summary>The bound in force on a variant, what is wanted without it, and why the load asks for that.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="bounds">What may keep it from that.</param>
    /// <param name="unmet">What finds no room, in replicas of it.</param>
    public (BoundKind Kind, int Wanted, Reason Reason) Find(int index, Bounds bounds, double unmet)
    {
        if (bounds.HasWord && WithoutWord is not null)
        {
            var free = WithoutWord.Number(index);
            return (BoundKind.Word, free, WithoutWord.Reason(index, free));
        }

        var number = Sized.Number(index);
        var (kind, wanted) = bounds.InForce(number, WithoutMin?.Number(index), WithoutMax?.Number(index), unmet);
        return (kind, wanted, kind is BoundKind.None ? Sized.Reason(index, number) : Reason(index, number, wanted));
    }

    /// <summary>By the sizing in which a number was found; what finds no room anywhere is what is missing of the sizing as it is.</summary>
    private Reason Reason(int index, int number, int wanted)
        => wanted < number ? WithoutMin!.Reason(index, wanted)
            : wanted == WithoutMax!.Number(index) ? WithoutMax.Reason(index, wanted)
            : Sized.Reason(index, number);

    /// <summary>Whether any number is at a bound.</summary>
    /// <param name="sized">The variants.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="isAt">Whether a number is at the bound of the variant of a place.</param>
    public static bool Any(ISized sized, int count, Func<int, int, bool> isAt)
    {
        for (var i = 0; i < count; i++)
        {
            if (isAt(i, sized.Number(i)))
            {
                return true;
            }
        }

        return false;
    }
}
