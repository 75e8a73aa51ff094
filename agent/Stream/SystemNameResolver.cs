using System.Net;

namespace Wva.Agent.Stream;

/// <summary>The machine's resolver, on a thread of its own for each look-up: the C library blocks while the name service is silent, and workers of the pool are few.</summary>
internal sealed class SystemNameResolver : INameResolver
{
    /// <inheritdoc/>
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation) => Task.Factory
        .StartNew(() => Dns.GetHostAddresses(host), cancellation, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default)
        .WaitAsync(cancellation);
}
