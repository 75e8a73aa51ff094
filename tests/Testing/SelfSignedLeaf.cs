using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wva.Testing;

/// <summary>The certificate that KServe makes for an engine: signed by its own key, yet no authority; for servers only. RSA of 2048 bits, valid for an hour on either side of now.</summary>
public static class SelfSignedLeaf
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    /// <summary>Makes one, with a key of its own.</summary>
    /// <param name="saysNoAuthority">Says that it is no authority, rather than nothing of it.</param>
    /// <param name="names">DNS names or addresses that it is for.</param>
    public static X509Certificate2 Make(bool saysNoAuthority, params string[] names)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + names[0], key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        if (saysNoAuthority)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        }

        var now = TimeProvider.System.GetUtcNow();
        using var leaf = request.CreateSelfSigned(now - Validity, now + Validity);

        // A key that lives only in memory is not taken by every TLS stack: through PKCS#12 it is.
        return X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
    }

    internal static X509Extension AlternativeNames(string[] names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }
}
