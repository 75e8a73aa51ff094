using System.Security.Cryptography;
using System.Text;

namespace Wva.Agent.Options;

/// <summary>The UID of a pod that has none: an agent outside a cluster.</summary>
internal static class PodIdentity
{
    /// <summary>A UID from namespace and name: the same at every start, so that a restarted agent is the same replica.</summary>
    public static string Uid(AgentOptions options) =>
        options.PodUid ?? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.PodNamespace}/{options.PodName}")).AsSpan(0, 16)).ToString();
}
