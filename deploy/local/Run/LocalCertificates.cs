using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wva.Local.Run;

/// <summary>An authority and one certificate of it, made on the spot: TLS is on in local mode too.</summary>
/// <param name="Authority">PEM file of the authority; agents trust it and nothing else.</param>
/// <param name="Certificate">PEM file of the aggregator's certificate, good for 127.0.0.1 and localhost.</param>
/// <param name="Key">PEM file of its key.</param>
internal sealed record LocalCertificates(string Authority, string Certificate, string Key)
{
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(2); // longer than the longest run

    /// <summary>Makes and writes them; the authority's own key is thrown away.</summary>
    public static LocalCertificates Write(string folder, TimeProvider time)
    {
        var from = time.GetUtcNow() - ClockSlack;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = SelfSigned(authorityKey, from);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Leaf(key).Create(authority, from, from + Lifetime, RandomNumberGenerator.GetBytes(16));
        var files = new LocalCertificates(Path.Combine(folder, "ca.pem"), Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));
        File.WriteAllText(files.Authority, authority.ExportCertificatePem());
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        WriteSecret(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    private static X509Certificate2 SelfSigned(ECDsa key, DateTimeOffset from)
    {
        var request = new CertificateRequest("CN=wva local authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(from, from + Lifetime);
    }

    private static CertificateRequest Leaf(ECDsa key)
    {
        var request = new CertificateRequest("CN=wva-aggregator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // server authentication
        return request;
    }

    private static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
