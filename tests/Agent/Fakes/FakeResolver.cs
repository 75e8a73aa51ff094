using System.Net;
using System.Net.Sockets;
using Wva.Agent.Stream;

namespace Wva.Agent.Tests.Fakes;

/// <summary>Names that lead where the test says; a name without a row does not exist.</summary>
internal sealed class FakeResolver : INameResolver
{
    private int _queries;

    public Dictionary<string, string[]> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>A name whose server does not answer.</summary>
    public string? Silent { get; init; }

    /// <summary>What the silent server will say in the end; null stays silent.</summary>
    public TaskCompletionSource<IPAddress[]>? Silence { get; init; }

    public int Queries => Volatile.Read(ref _queries);

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _queries);
        if (string.Equals(host, Silent, StringComparison.Ordinal))
        {
            return (Silence ?? new TaskCompletionSource<IPAddress[]>()).Task.WaitAsync(cancellation);
        }

        lock (Names)
        {
            return Names.TryGetValue(host, out var addresses)
                ? Task.FromResult(addresses.Select(IPAddress.Parse).ToArray())
                : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
        }
    }
}
