namespace Wva.Scaling.Mix;

/// <summary>A bound that keeps a variant from what the load asks of it.</summary>
/// <param name="Wanted">Replicas without that bound.</param>
/// <param name="Reason">Which bound, with its numbers.</param>
internal sealed record Bound(int Wanted, Reason Reason)
{
    /// <summary>The bound in force on one variant; null where none is.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="withoutMin">The same where there are no minimums; null where nobody is at one.</param>
    /// <param name="withoutMax">The same where there are neither maximums nor limits; null where nobody is at one.</param>
    /// <param name="unmet">What finds no room anywhere, in replicas of this variant: it could be here.</param>
    /// <param name="texts">What to say of its bounds.</param>
    public static Bound? Of(int number, int? withoutMin, int? withoutMax, double unmet, BoundTexts texts)
        => withoutMin < number && number == texts.Min ? new Bound(withoutMin.Value, texts.AtMin(withoutMin.Value))
            : withoutMax is not { } most ? null
            : OfMax(number, most, texts) ?? (unmet > 0 ? OfMax(number, (int)Math.Min(number + Math.Ceiling(unmet), int.MaxValue), texts) : null);

    private static Bound? OfMax(int number, int wanted, BoundTexts texts)
        => wanted <= number ? null
            : number >= texts.Max ? new Bound(wanted, texts.AtMax(wanted))
            : texts.Limited?.Invoke(wanted) is { } limited ? new Bound(wanted, limited)
            : null;
}
