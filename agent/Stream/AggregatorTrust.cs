using System.Net.Security;
using System.Security.Cryptography;
using Wva.Agent.Trust;

namespace Wva.Agent.Stream;

/// <summary>Whom a stream trusts: the authorities of one file and nobody else; without a file, those of the machine. There is no switch that skips the check.</summary>
internal static class AggregatorTrust
{
    /// <summary>TLS settings of one connection. The file is read anew each time, so that a renewed authority counts from the next connection on.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CryptographicException">It holds no certificate.</exception>
    public static SslClientAuthenticationOptions Read(string? caFile) =>
        new() { CertificateChainPolicy = caFile is null ? null : ServerPolicy.Of(CertificateFile.Read(caFile)) };
}
