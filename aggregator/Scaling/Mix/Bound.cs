namespace Wva.Scaling.Mix;

/// <summary>A bound that keeps a variant from what the load asks of it.</summary>
/// <param name="Wanted">Replicas without that bound.</param>
/// <param name="Reason">Which bound, with its numbers.</param>
internal sealed record Bound(int Wanted, Reason Reason)
{
    /// <summary>The bound in force on one variant; null where none is.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="without">The same where there are no minimums, and where there are neither maximums nor limits.</param>
    /// <param name="texts">What to say of its bounds.</param>
    public static Bound? Of(int number, UnboundedNumbers without, BoundTexts texts)
        => without.Min < number && number == texts.Min ? new Bound(without.Min.Value, texts.AtMin(without.Min.Value))
            : without.Max > number && number >= texts.Max ? new Bound(without.Max.Value, texts.AtMax(without.Max.Value))
            : without.Max > number && texts.Limited?.Invoke(without.Max.Value) is { } limited ? new Bound(without.Max.Value, limited)
            : null;

    /// <summary>The bound of a variant that is full while more is needed than anybody has room for: what is unmet could be here.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="unmet">What finds no room, in replicas of this variant; none is no such bound.</param>
    /// <param name="texts">What to say of its bounds.</param>
    public static Bound? OfUnmet(int number, double unmet, BoundTexts texts)
    {
        var wanted = unmet > 0 ? (int)Math.Min(number + Math.Ceiling(unmet), int.MaxValue) : number;
        return wanted <= number ? null
            : number >= texts.Max ? new Bound(wanted, texts.AtMax(wanted))
            : texts.Limited?.Invoke(wanted) is { } limited ? new Bound(wanted, limited)
            : null;
    }
}
