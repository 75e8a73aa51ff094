using System.Threading.Channels;

namespace Wva.Simulation.Serving;

/// <summary>A request under way and who waits for its answer.</summary>
/// <param name="Line">The request.</param>
/// <param name="Answers">Takes the answer.</param>
internal sealed record PendingRequest(RequestLine Line, ChannelWriter<string> Answers);
