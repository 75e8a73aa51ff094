using System.Net;

namespace Wva.Agent.Stream;

/// <summary>One aggregator replica: where it listens, and the name it must prove.</summary>
/// <param name="TlsName">Name in its certificate.</param>
/// <param name="EndPoint">Its address and port.</param>
internal sealed record AggregatorEndpoint(string TlsName, IPEndPoint EndPoint)
{
    /// <inheritdoc/>
    public override string ToString() => $"{TlsName} at {EndPoint}";
}
