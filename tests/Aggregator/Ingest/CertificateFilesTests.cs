using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Tests.Fakes;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Ingest;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly VariantFolderFake _folder = new();
    private readonly FakeTimeProvider _time = new(World.Noon);
    private readonly LogLines _log = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_renewed_certificate_is_served_without_a_restart_and_a_broken_one_leaves_the_last_good()
    {
        Copy("first");
        using var files = new CertificateFiles(_folder.PathOf("tls.crt"), _folder.PathOf("tls.key"), _time, new TestLogger<CertificateFiles>(_log));
        var first = files.Current;
        Assert.Contains("first", Name(files), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(first, files.Current);

        Copy("second");
        Assert.Same(first, files.Current);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("second", Name(files), StringComparison.Ordinal);
        Assert.Equal(1, _log.Count("2002"));

        _folder.Write("tls.crt", "no certificate");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("second", Name(files), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("second", Name(files), StringComparison.Ordinal);
        Assert.Equal(1, _log.Count("2003"));
    }

    [Fact]
    public void A_link_that_is_turned_to_another_file_is_a_change()
    {
        Copy("first");
        File.Move(_folder.PathOf("tls.crt"), _folder.PathOf("first.crt"));
        File.Move(_folder.PathOf("tls.key"), _folder.PathOf("first.key"));
        Turn("tls.crt", "first.crt");
        Turn("tls.key", "first.key");
        using var files = new CertificateFiles(_folder.PathOf("tls.crt"), _folder.PathOf("tls.key"), _time, new TestLogger<CertificateFiles>(_log));
        var (certificate, key) = _certificates.IssueFiles("second.test");
        Turn("tls.crt", certificate);
        Turn("tls.key", key);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("second", Name(files), StringComparison.Ordinal);
    }

    private static string Name(CertificateFiles files) => files.Current.ServerCertificateContext!.TargetCertificate.Subject;

    private void Copy(string name)
    {
        var (certificate, key) = _certificates.IssueFiles(name + ".test");
        _folder.Write("tls.crt", File.ReadAllText(certificate));
        _folder.Write("tls.key", File.ReadAllText(key));
    }

    private void Turn(string name, string target)
    {
        File.Delete(_folder.PathOf(name));
        File.CreateSymbolicLink(_folder.PathOf(name), target);
    }
}
