using System.Globalization;
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
        await using var agent = await StartAsync([], "--engine-ca", _files.Write(_leaf));
        await SaysAsync("engine found at");
        _engine.Certificate = _other;
        await SaysAsync("engine lost, its numbers are stale now");
        _files.Write(_other);
        await SaysAsync("answers again");
        Assert.Contains("the authorities in", await File.ReadAllTextAsync(_folder.File("agent.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_machines_authorities_count_where_no_others_are_given_and_are_not_even_read_where_every_server_has_its_own()
    {
        const int MachineBytes = 4_000_000;
        var machine = Directory.CreateDirectory(_folder.File("machine")).FullName;
        var filling = "\n" + string.Concat(Enumerable.Repeat("no certificate\n", MachineBytes / 15));
        await File.WriteAllTextAsync(_folder.File("machine.pem"), _leaf.ExportCertificatePem() + filling, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(machine, "other.pem"), _other.ExportCertificatePem() + filling, TestContext.Current.CancellationToken);
        string[] variables = ["SSL_CERT_FILE=" + _folder.File("machine.pem"), "SSL_CERT_DIR=" + machine];
        await using (var agent = await StartAsync(variables))
        {
            await SaysAsync("engine found at");
            Assert.InRange(BytesRead(agent), 2 * MachineBytes, long.MaxValue);
        }

        File.Delete(_folder.File("agent.log"));
        await using (var agent = await StartAsync(variables, "--aggregator-ca", _files.Write(_leaf), "--engine-ca", _files.Path))
        {
            await SaysAsync("engine found at");
            Assert.InRange(BytesRead(agent), 1, MachineBytes / 2);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _files.Dispose();
        _folder.Dispose();
        _leaf.Dispose();
        _other.Dispose();
    }

    private Task<ChildProcess> StartAsync(string[] variables, params string[] options)
    {
        string[] arguments = [.. variables, PublishedPrograms.Agent, "--aggregator", "https://127.0.0.1:1", "--engine", _engine.Url.ToString(), "--listen", "off", "--sample-period", "100ms", .. options];
        return ChildProcess.StartAsync("agent", "env", arguments, _folder.File("agent.log"), TimeProvider.System);
    }

    private static long BytesRead(ChildProcess process) =>
        long.Parse(File.ReadLines($"/proc/{process.Id}/io").First(line => line.StartsWith("rchar: ", StringComparison.Ordinal))["rchar: ".Length..], CultureInfo.InvariantCulture);

    private async Task AssertOnceAsync(string? error, params string[] options)
    {
        var run = await ProgramRun.OfAsync(PublishedPrograms.Agent, ["--once", _engine.Url.ToString(), "-o", "json", .. options], TestContext.Current.CancellationToken);
        Assert.Equal((error is null ? 0 : 3, error is null ? "" : $"wva-agent: {_engine.Url}: {error}\n"), (run.ExitCode, run.Errors));
    }

    private Task SaysAsync(string words) => Eventually.TrueAsync(
        words, Patience, () => File.ReadAllText(_folder.File("agent.log")).Contains(words, StringComparison.Ordinal), TestContext.Current.CancellationToken);
}
