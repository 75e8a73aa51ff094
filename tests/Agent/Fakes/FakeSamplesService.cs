using Grpc.Core;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>The serving end: hands each stream to <see cref="FakeStreams"/>.</summary>
internal sealed class FakeSamplesService(FakeStreams streams) : SamplesService
{
    public override Task Report(IAsyncStreamReader<Frame> requestStream, IServerStreamWriter<Frame> responseStream, ServerCallContext context) =>
        streams.ServeAsync(requestStream, responseStream, context);
}
