using System.Security.Cryptography.X509Certificates;
using Wva.Local.Run;

namespace Wva.Local.Tests;

public sealed class LocalCertificatesTests : IDisposable
{
    private readonly RunFolder _folder = new(keep: null);

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", true)]
    [InlineData("elsewhere", false)]
    public void The_certificate_is_good_for_this_machine_under_its_own_authority_only(string name, bool good)
    {
        var files = LocalCertificates.Write(_folder.Path, TimeProvider.System);
        using var certificate = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);

        Assert.Equal(good, certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: false));
        Assert.True(certificate.HasPrivateKey);
        Assert.True(IsTrusted(certificate, files.Authority));
        Assert.False(IsTrusted(certificate, LocalCertificates.Write(Directory.CreateDirectory(_folder.File("other")).FullName, TimeProvider.System).Authority));
    }

    [Fact]
    public void Nobody_else_may_read_the_key_or_the_folder()
    {
        var files = LocalCertificates.Write(_folder.Path, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(files.Key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
    }

    [Fact]
    public void A_temporary_folder_is_gone_at_the_end_and_a_kept_one_stays()
    {
        _folder.Dispose();
        Assert.False(Directory.Exists(_folder.Path));

        var kept = Path.Combine(Path.GetTempPath(), $"wva-kept-{Environment.ProcessId}");
        new RunFolder(kept).Dispose();
        Assert.True(Directory.Exists(kept));
        Directory.Delete(kept, recursive: true);
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsTrusted(X509Certificate2 certificate, string authorityFile)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(authorityFile);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
