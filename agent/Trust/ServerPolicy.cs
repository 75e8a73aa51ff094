using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wva.Agent.Trust;

/// <summary>How a server's certificate is checked, whoever the server is: the authorities given and nobody else, for servers only, and nothing fetched from anywhere.</summary>
internal static class ServerPolicy
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Trusts these authorities alone; none, where there are none.</summary>
    public static X509ChainPolicy Of(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
