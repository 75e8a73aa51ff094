using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wva.Agent.Tests.Fakes;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The published agent, with its own OpenSSL in it, beside an engine that answers over HTTPS as under KServe.</summary>
public sealed class SecureEngineTests : IAsyncDisposable
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "10.0.0.7"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly X509Certificate2 _leaf = SelfSignedLeaf.Make(saysNoAuthority: true, Names);
    private readonly X509Certificate2 _other = SelfSignedLeaf.Make(saysNoAuthority: true, Names);
    private readonly ScriptedEngine _engine = new();
    private readonly EngineFiles _files = new();
    private readonly RunFolder _folder = new(keep: null);

    public SecureEngineTests()
    {
        _engine.Certificate = _leaf;
        _engine.Serve(VllmPage.With());
    }

    [Fact]
    public async Task Once_reads_an_engine_whose_certificate_is_in_the_file_or_pinned_and_no_other()
    {
        var pin = Convert.ToHexString(SHA256.HashData(_leaf.PublicKey.ExportSubjectPublicKeyInfo()));
        await AssertOnceAsync(null, "--engine-ca", _files.Write(_leaf));
        await AssertOnceAsync(null, "--engine-pin", pin);
        await AssertOnceAsync("TLS: the certificate is not for 'other'; --engine-name gives another name to prove", "--engine-ca", _files.Path, "--engine-name", "other");
        await AssertOnceAsync("TLS: the certificate is none of --engine-pin", "--engine-pin", new string('0', 64));
        await AssertOnceAsync("TLS: the certificate comes from no authority in --engine-ca", "--engine-ca", _files.Write(_other));
        await AssertOnceAsync("TLS: this machine trusts no authority of the certificate; give --engine-ca or --engine-pin");
    }

    [Fact]
    public async Task A_certificate_that_is_replaced_while_it_runs_is_taken_over()
    {
        string[] arguments = ["--aggregator", "https://127.0.0.1:1", "--engine", _engine.Url.ToString(), "--engine-ca", _files.Write(_leaf), "--listen", "off", "--sample-period", "100ms"];
        await using var agent = await ChildProcess.StartAsync("agent", PublishedPrograms.Agent, arguments, _folder.File("agent.log"), TimeProvider.System);
        await SaysAsync("engine found at");
        _engine.Certificate = _other;
        await SaysAsync("engine lost, its numbers are stale now");
        _files.Write(_other);
        await SaysAsync("answers again");
        Assert.Contains("the authorities in", await File.ReadAllTextAsync(_folder.File("agent.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _files.Dispose();
        _folder.Dispose();
        _leaf.Dispose();
        _other.Dispose();
    }

    private async Task AssertOnceAsync(string? error, params string[] options)
    {
        var run = await ProgramRun.OfAsync(PublishedPrograms.Agent, ["--once", _engine.Url.ToString(), "-o", "json", .. options]);
        Assert.Equal((error is null ? 0 : 3, error is null ? "" : $"wva-agent: {_engine.Url}: {error}\n"), (run.ExitCode, run.Errors));
    }

    private Task SaysAsync(string words) => Eventually.TrueAsync(
        words, Patience, () => File.ReadAllText(_folder.File("agent.log")).Contains(words, StringComparison.Ordinal), TestContext.Current.CancellationToken);
}
