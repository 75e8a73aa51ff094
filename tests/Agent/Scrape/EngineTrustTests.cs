using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Testing;

namespace Wva.Agent.Tests.Scrape;

/// <summary>Whom the agent takes for its engine over HTTPS, and what it says of anybody else.</summary>
public sealed class EngineTrustTests : IAsyncDisposable
{
    private static readonly string[] KServeNames = ["localhost", "127.0.0.1", "10.0.0.7", "demo-kserve-workload-svc.ns.svc"];

    private readonly ScriptedEngine _engine = new();
    private readonly TestCertificates _certificates = new();
    private readonly EngineFiles _files = new();

    public EngineTrustTests() => _engine.Serve(VllmPage.With());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_leaf_that_is_its_own_root_is_trusted_where_it_stands_in_the_file(bool saysNoAuthority)
    {
        using var leaf = SelfSignedLeaf.Make(saysNoAuthority, KServeNames);
        _engine.Certificate = leaf;
        Assert.Null(await ErrorAsync(options => options.EngineCaFile = _files.Write(leaf)));
        Assert.Null(await ErrorAsync(options => (options.EngineCaFile, options.EngineName) = (_files.Write(leaf), "localhost")));
    }

    [Fact]
    public async Task A_leaf_of_an_authority_in_the_file_is_trusted()
    {
        using var leaf = _certificates.Issue("127.0.0.1");
        _engine.Certificate = leaf;
        Assert.Null(await ErrorAsync(options => options.EngineCaFile = _certificates.CaFile));
    }

    [Fact]
    public async Task A_leaf_that_stands_in_the_file_without_its_authority_is_trusted()
    {
        using var leaf = _certificates.Issue("127.0.0.1");
        _engine.Certificate = leaf;
        Assert.Null(await ErrorAsync(options => options.EngineCaFile = _files.Write(leaf)));
    }

    [Fact]
    public async Task Another_key_is_refused_also_under_the_same_name()
    {
        using var leaf = SelfSignedLeaf.Make(true, KServeNames);
        using var other = SelfSignedLeaf.Make(true, KServeNames);
        _engine.Certificate = leaf;
        Assert.Equal("TLS: the certificate comes from no authority in --engine-ca", await ErrorAsync(options => options.EngineCaFile = _files.Write(other)));
        using var sameName = new TestCertificates();
        using var issued = _certificates.Issue("127.0.0.1");
        _engine.Certificate = issued;
        Assert.StartsWith("TLS: the certificate ", await ErrorAsync(options => options.EngineCaFile = sameName.CaFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_is_refused()
    {
        using var leaf = SelfSignedLeaf.Make(true, "localhost", "10.0.0.7");
        _engine.Certificate = leaf;
        Assert.Equal("TLS: the certificate is not for '127.0.0.1'; --engine-name gives another name to prove", await ErrorAsync(options => options.EngineCaFile = _files.Write(leaf)));
        Assert.Equal("TLS: the certificate is not for 'other'; --engine-name gives another name to prove", await ErrorAsync(options => (options.EngineCaFile, options.EngineName) = (_files.Write(leaf), "other")));
        Assert.Null(await ErrorAsync(options => (options.EngineCaFile, options.EngineName) = (_files.Write(leaf), "localhost")));
    }

    [Theory]
    [InlineData(2, "TLS: the certificate has expired")]
    [InlineData(-2, "TLS: the certificate is not valid yet")]
    public async Task A_certificate_out_of_its_time_is_refused_whoever_vouches_for_it(int hours, string error)
    {
        using var leaf = SelfSignedLeaf.Make(true, KServeNames);
        _engine.Certificate = leaf;
        Assert.Equal(error, await ErrorAsync(options => options.EngineCaFile = _files.Write(leaf), TimeSpan.FromHours(hours)));
        Assert.Equal(error, await ErrorAsync(options => options.EnginePins = [OfCertificate(leaf)], TimeSpan.FromHours(hours)));
    }

    [Fact]
    public async Task A_pin_is_of_the_certificate_or_of_its_key_and_asks_for_no_name()
    {
        using var leaf = SelfSignedLeaf.Make(true, "elsewhere");
        _engine.Certificate = leaf;
        Assert.Null(await ErrorAsync(options => options.EnginePins = [OfCertificate(leaf)]));
        Assert.Null(await ErrorAsync(options => options.EnginePins = [new string('0', 64), OfKey(leaf)]));
        Assert.Equal("TLS: the certificate is none of --engine-pin", await ErrorAsync(options => options.EnginePins = [new string('0', 64)]));
        Assert.StartsWith("TLS: the certificate is not for 'here'", await ErrorAsync(options => (options.EnginePins, options.EngineName) = ([OfKey(leaf)], "here")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_file_and_pin_both_must_hold()
    {
        using var leaf = SelfSignedLeaf.Make(true, KServeNames);
        using var other = SelfSignedLeaf.Make(true, KServeNames);
        _engine.Certificate = leaf;
        Assert.Null(await ErrorAsync(options => (options.EnginePins, options.EngineCaFile) = ([OfKey(leaf)], _files.Write(leaf))));
        Assert.NotNull(await ErrorAsync(options => (options.EnginePins, options.EngineCaFile) = ([OfKey(leaf)], _files.Write(other))));
        Assert.NotNull(await ErrorAsync(options => (options.EnginePins, options.EngineCaFile) = ([OfKey(other)], _files.Write(leaf))));
    }

    [Fact]
    public async Task Without_an_option_the_machine_is_asked()
    {
        using var leaf = SelfSignedLeaf.Make(true, KServeNames);
        _engine.Certificate = leaf;
        Assert.Equal("TLS: this machine trusts no authority of the certificate; give --engine-ca or --engine-pin", await ErrorAsync(_ => { }));
    }

    [Fact]
    public async Task A_port_of_the_other_kind_is_told_with_the_option_that_helps()
    {
        var secure = new UriBuilder(_engine.Url) { Scheme = "https" }.Uri;
        Assert.Equal("TLS: the port does not speak TLS; where it is plain HTTP, ask for http:// in --engine", await ErrorAsync(options => options.EngineUrls = [secure]));
        var plain = _engine.Url;
        using var leaf = SelfSignedLeaf.Make(true, KServeNames);
        _engine.Certificate = leaf;
        Assert.EndsWith("; where the port speaks TLS, ask for https:// in --engine, with --engine-ca or --engine-pin", await ErrorAsync(options => options.EngineUrls = [plain]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_leads_from_https_to_https_and_to_no_other_scheme()
    {
        await using var front = new ScriptedEngine();
        using var leaf = SelfSignedLeaf.Make(true, KServeNames);
        (_engine.Certificate, front.Certificate) = (leaf, leaf);
        front.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 308, "text/plain", default, $"Location: {_engine.Url}\r\n");
        Assert.Null(await ErrorAsync(options => (options.EngineUrls, options.EngineCaFile) = ([front.Url], _files.Write(leaf))));

        front.Certificate = null;
        Assert.StartsWith($"redirected to {_engine.Url}, which is not followed", await ErrorAsync(options => options.EngineUrls = [front.Url]), StringComparison.Ordinal);

        var plain = front.Url;
        front.Serve(VllmPage.With());
        _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 308, "text/plain", default, $"Location: {plain}\r\n");
        Assert.StartsWith($"redirected to {plain}, which is not followed", await ErrorAsync(options => options.EngineCaFile = _files.Write(leaf)), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _certificates.Dispose();
        _files.Dispose();
    }

    /// <summary>Scrapes once.</summary>
    /// <returns>What is wrong, without the URL; null where a page was read.</returns>
    private async Task<string?> ErrorAsync(Action<AgentOptions> set, TimeSpan later = default)
    {
        await using var run = new ScrapeRun(_engine, set);
        run.Time.WallClockStep = later;
        await run.ScrapeAsync();
        Assert.Equal(run.Sample.Error is null ? "1011" : "1010", Assert.Single(run.Log.Texts).Split(' ')[0]);
        return run.Sample.Error?.Split("/metrics: ", 2)[1];
    }

    private static string OfCertificate(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawDataMemory.Span));

    private static string OfKey(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
}
