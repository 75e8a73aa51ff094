using Grpc.Core;

namespace Wva.Aggregator.Ingest;

/// <summary>How a stream ends that is ended by us.</summary>
/// <param name="Refusal">Why.</param>
/// <param name="Code">The code that the agent sees.</param>
/// <param name="Detail">One sentence for it and for the log.</param>
internal sealed record StreamEnd(StreamRefusal Refusal, StatusCode Code, string Detail);
