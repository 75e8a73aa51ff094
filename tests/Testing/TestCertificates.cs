using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wva.Testing;

/// <summary>A certificate authority of its own for one test, and the leaves it issues. P-256, valid for an hour on either side of now.</summary>
public sealed class TestCertificates : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("wva-certificates-").FullName;
    private readonly X509Certificate2 _authority;

    /// <summary>Makes the authority.</summary>
    /// <param name="name">Its common name; two authorities may have the same one.</param>
    public TestCertificates(string name = "Test CA")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _authority = request.CreateSelfSigned(now - Validity, now + Validity);
        CaFile = Write("ca.pem", _authority.ExportCertificatePem());
    }

    /// <summary>PEM file with the authority's certificate.</summary>
    public string CaFile { get; }

    /// <summary>Issues a server certificate with its key.</summary>
    /// <param name="names">DNS names or addresses that it is for.</param>
    public X509Certificate2 Issue(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + names[0], key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(SelfSignedLeaf.AlternativeNames(names));
        var now = TimeProvider.System.GetUtcNow();
        using var leaf = request.Create(_authority, now - (Validity / 2), now + (Validity / 2), RandomNumberGenerator.GetBytes(12));
        using var withKey = leaf.CopyWithPrivateKey(key);

        // A key that lives only in memory is not taken by every TLS stack: through PKCS#12 it is.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Issues a server certificate and writes it and its key as PEM files.</summary>
    public (string CertificateFile, string KeyFile) IssueFiles(params string[] names)
    {
        using var certificate = Issue(names);
        using var key = certificate.GetECDsaPrivateKey()!;
        return (Write($"{names[0]}.pem", certificate.ExportCertificatePem()), Write($"{names[0]}.key.pem", key.ExportPkcs8PrivateKeyPem()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
