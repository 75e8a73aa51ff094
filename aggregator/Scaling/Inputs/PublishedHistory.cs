using System.Collections.Immutable;

namespace Wva.Scaling.Inputs;

/// <summary>Tokens that were resident while requests queued, of the last so many such replicas. All namespaces share it.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Accelerator">Accelerator type; empty where unknown.</param>
/// <param name="GpusPerReplica">GPUs a replica.</param>
/// <param name="OutputLength">Length of the outputs: <c>short</c>, <c>medium</c> or <c>long</c>.</param>
/// <param name="Tokens">Oldest first.</param>
public sealed record PublishedHistory(string ModelId, string Accelerator, int GpusPerReplica, string OutputLength, ImmutableArray<double> Tokens);
