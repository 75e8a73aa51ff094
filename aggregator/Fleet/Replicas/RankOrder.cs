namespace Wva.Fleet.Replicas;

/// <summary>Ranks in the order of their numbers: 2 before 10.</summary>
internal sealed class RankOrder : IComparer<RankRow>
{
    public static RankOrder Instance { get; } = new();

    public int Compare(RankRow? x, RankRow? y)
    {
        var (left, right) = (x?.Rank ?? "", y?.Rank ?? "");
        return left.Length == right.Length ? string.CompareOrdinal(left, right) : left.Length.CompareTo(right.Length);
    }
}
