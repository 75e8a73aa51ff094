namespace Wva.Scaling.Analysis;

/// <summary>One analyzer's word on one model over both readings of the load; the same where all its numbers are fresh and known.</summary>
/// <param name="Least">With the least that the load may be: what it requires is a reason to grow.</param>
/// <param name="Most">With the most that the load may be: what it spares may scale in.</param>
internal readonly record struct BallotPair(Ballot Least, Ballot Most);
