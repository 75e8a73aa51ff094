using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wva.Agent.Stream;

/// <summary>Whom a stream trusts: the authorities of one file and nobody else; without a file, those of the machine. There is no switch that skips the check.</summary>
internal static class AggregatorTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>TLS settings of one connection. The file is read anew each time, so that a renewed authority counts from the next connection on.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">It holds no certificate.</exception>
    public static SslClientAuthenticationOptions Read(string? caFile)
    {
        var options = new SslClientAuthenticationOptions();
        if (caFile is null)
        {
            return options;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        options.CertificateChainPolicy = policy.CustomTrustStore.Count > 0
            ? policy
            : throw new CryptographicException($"{caFile} holds no certificate");
        return options;
    }
}
