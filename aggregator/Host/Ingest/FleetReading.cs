using Wva.Fleet;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Ingest;

/// <summary>What the fleet looks like at one moment.</summary>
/// <param name="Fleet">All models.</param>
/// <param name="Summary">The same in numbers, for status and metrics.</param>
/// <param name="CrossedAt">When the page was read that first showed a threshold crossed since the reading before; null where none did.</param>
internal sealed record FleetReading(FleetSnapshot Fleet, FleetSummary Summary, DateTimeOffset? CrossedAt);
