namespace Wva.Scaling.Mix;

/// <summary>What may keep one variant from what the load asks of it.</summary>
/// <param name="Min">Fewest replicas.</param>
/// <param name="Max">Most replicas.</param>
/// <param name="IsStopped">Whether GPUs or money that models share stopped it.</param>
/// <param name="HasWord">Whether an operator said anything of it.</param>
internal readonly record struct Bounds(int Min, int Max, bool IsStopped = false, bool HasWord = false)
{
    /// <summary>The bound in force; none where the number is what the load asks.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="withoutMin">The same where there are no minimums; null where nobody is at one.</param>
    /// <param name="withoutMax">The same where there are neither maximums nor limits; null where nobody is at one.</param>
    /// <param name="unmet">What finds no room anywhere, in replicas of this variant: it could be here.</param>
    /// <returns>Its kind, and replicas without it.</returns>
    public (BoundKind Kind, int Wanted) InForce(int number, int? withoutMin, int? withoutMax, double unmet)
    {
        if (withoutMin < number && number == Min)
        {
            return (BoundKind.Min, withoutMin.Value);
        }

        var wanted = withoutMax is not { } most ? number
            : most > number || unmet <= 0 ? most
            : (int)Math.Min(number + Math.Ceiling(unmet), int.MaxValue);
        var kind = wanted <= number ? BoundKind.None : number >= Max ? BoundKind.Max : IsStopped ? BoundKind.Shared : BoundKind.None;
        return (kind, kind is BoundKind.None ? number : wanted);
    }
}
