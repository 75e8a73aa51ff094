using Wva.Scaling.Inputs;
using Wva.Simulation.Recordings;

namespace Wva.EndToEnd.Tests.Fakes;

/// <summary>A recorded page after all of it has arrived.</summary>
/// <param name="Page">The page.</param>
/// <param name="Variant">The variant, as the ledger shows it to the core.</param>
/// <param name="Rows">The recorded engine's ranks in it.</param>
/// <param name="RequestsCounted">Requests that the ledger has counted so far.</param>
/// <param name="Error">What the agent says is wrong; null where nothing is.</param>
internal sealed record PageArrival(RecordedPage Page, VariantSnapshot Variant, IReadOnlyList<ReplicaSnapshot> Rows, double RequestsCounted, string? Error);
