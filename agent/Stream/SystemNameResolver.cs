using System.Net;

namespace Wva.Agent.Stream;

/// <summary>The machine's resolver.</summary>
internal sealed class SystemNameResolver : INameResolver
{
    /// <inheritdoc/>
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation) => Dns.GetHostAddressesAsync(host, cancellation);
}
