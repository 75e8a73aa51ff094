using System.Net;

namespace Wva.Agent.Stream;

/// <summary>Names to addresses.</summary>
internal interface INameResolver
{
    /// <summary>Every address of a name.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">There is no such name, or nobody to ask.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation);
}
