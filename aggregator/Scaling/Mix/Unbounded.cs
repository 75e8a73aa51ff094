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

    /// <summary>The bound in force on a variant, null where none is, and why the load asks for its number, save for that bound.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="word">An operator's word on it; null where there is none.</param>
    /// <param name="unmet">What finds no room, in replicas of it.</param>
    /// <param name="texts">What to say of its bounds.</param>
    public (Bound? Bound, Reason Reason) Find(int index, Analysis.OperatorWord? word, double unmet, Func<BoundTexts> texts)
    {
        var number = Sized.Number(index);
        if (WithoutWord is not null && word is not null)
        {
            var wanted = WithoutWord.Number(index);
            return (new Bound(wanted, word.Reason), WithoutWord.Reason(index, wanted));
        }

        var bound = WithoutMin is null && WithoutMax is null ? null : Bound.Of(number, WithoutMin?.Number(index), WithoutMax?.Number(index), unmet, texts());
        return (bound, Reason(index, number, bound?.Wanted));
    }

    /// <summary>By the sizing in which a number was found; what finds no room anywhere is what is missing of the sizing as it is.</summary>
    private Reason Reason(int index, int number, int? wanted)
        => wanted < number ? WithoutMin!.Reason(index, wanted.Value)
            : wanted is not null && wanted == WithoutMax?.Number(index) ? WithoutMax.Reason(index, wanted.Value)
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
