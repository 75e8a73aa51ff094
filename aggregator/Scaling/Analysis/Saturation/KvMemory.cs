namespace Wva.Scaling.Analysis.Saturation;

/// <summary>The KV cache of a variant's ranks. The token budget of an engine step is never taken for it (W9).</summary>
/// <param name="PerRank">Tokens of one rank; 0 where unknown.</param>
/// <param name="RanksPerPod">Ranks a pod.</param>
internal readonly record struct KvMemory(double PerRank, int RanksPerPod);
