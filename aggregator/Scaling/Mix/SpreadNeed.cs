using Wva.Scaling.Analysis;

namespace Wva.Scaling.Mix;

/// <summary>A role group's need spread over its variants, in both readings of its load.</summary>
/// <param name="Group">The group.</param>
/// <param name="Least">Replicas for the least that the load may be.</param>
/// <param name="Most">Replicas for the most.</param>
/// <param name="RoomCounts">Whether its variants have room as far as their max; else none is ever full.</param>
internal sealed record SpreadNeed(GroupAnalysis Group, Allocation Least, Allocation Most, bool RoomCounts) : ISized
{
    /// <summary>What to say of it.</summary>
    public Explanation Explanation { get; } = new(Group, Least, Most, RoomCounts);

    /// <summary>Spreads the need of a group that has fresh samples.</summary>
    /// <param name="group">The group.</param>
    /// <param name="roomCounts">Whether its variants have room as far as their max; else none is ever full.</param>
    public static SpreadNeed Of(GroupAnalysis group, bool roomCounts = true)
    {
        var least = Allocation.Of(group.Variants, group.NeedAtLeast);
        return new SpreadNeed(group, least, group.NeedAtMost != group.NeedAtLeast ? Allocation.Of(group.Variants, group.NeedAtMost) : least, roomCounts);
    }

    /// <summary>What the load may ask of a variant.</summary>
    public Band Band(int index) => new(Least.Replicas[index], Most.Replicas[index]);

    /// <summary>Its number: where two readings disagree, what is published.</summary>
    public int Number(int index) => Band(index).Nearest(Group.Variants[index].Published);

    /// <inheritdoc/>
    public Reason Reason(int index, int number) => Explanation.Reason(index, number);
}
