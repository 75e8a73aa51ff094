using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The published agent as its image runs it: nothing in its root but itself, a CA file, /proc, /sys and /dev; no user of this machine.</summary>
public sealed class EmptyRootTests
{
    private const string MountAndEnter = """for place in proc sys dev; do mount --rbind "/$place" "$0/$place" || exit; done; exec chroot --userspec=65532:65532 "$0" /wva-agent "$@" """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_page_read_in_an_empty_root_becomes_a_decision_in_the_status_file()
    {
        SkipUnlessRoot();
        await using var engine = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync();
        var root = MakeRoot(system);
        await using var agent = await StartAsync(system, root, engine, system.Addresses.Grpc);

        await system.WaitForAsync(1, Patience);
        engine.BecomeFull();
        await system.WaitForAsync(2, Patience);

        Assert.Equal(root, Directory.ResolveLinkTarget($"/proc/{agent.Id}/root", returnFinalTarget: false)?.FullName);
        Assert.Contains("Uid:\t65532", await File.ReadAllTextAsync($"/proc/{agent.Id}/status", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await AssertSpeaksHttp2OverTlsOnlyAsync(system);
    }

    [Fact]
    public async Task An_aggregators_name_is_looked_up_as_the_root_says()
    {
        SkipUnlessRoot();
        await using var engine = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync();
        var root = MakeRoot(system);
        await WriteAsync(root, "hosts", "127.0.0.1 localhost\n");
        await using var agent = await StartAsync(system, root, engine, system.Addresses.Grpc.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        await system.WaitForAsync(1, Patience);
        Assert.Contains(agent.LastLines, line => line.EndsWith($"stream to localhost at {new Uri(system.Addresses.Grpc).Authority} is up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_service_that_is_silent_stops_neither_reading_nor_another_stream_nor_the_end()
    {
        SkipUnlessRoot();
        await using var engine = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync();
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.77"), 53));
        var root = MakeRoot(system);
        await WriteAsync(root, "resolv.conf", "nameserver 127.0.0.77\noptions timeout:30\n");
        var names = string.Join(',', Enumerable.Range(0, 8).Select(i => $"https://a{i}.silent.example:1"));
        await using var agent = await StartAsync(system, root, engine, $"{names},{system.Addresses.Grpc}");
        await silent.ReceiveAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);

        await system.WaitForAsync(1, Patience);
        engine.BecomeFull();
        await system.WaitForAsync(2, Patience);
        var answers = engine.Answers;
        await Eventually.TrueAsync("ten more pages", Patience, () => engine.Answers > answers + 10, TestContext.Current.CancellationToken);

        var asked = TimeProvider.System.GetTimestamp();
        agent.AskToEnd();
        await agent.WaitForEndAsync();
        Assert.Equal(0, agent.ExitCode);
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static void SkipUnlessRoot() => Assert.SkipUnless(
        string.Equals(Environment.UserName, "root", StringComparison.Ordinal), "only root may make a root folder and mount into it: run as root, in a container perhaps");

    private static Task<ChildProcess> StartAsync(SmokeSystem system, string root, MadeEngine engine, string aggregators)
    {
        string[] command = ["-m", "/bin/bash", "-c", MountAndEnter, root, .. system.CommandOf("v-0", engine.Url, "/ca.pem", aggregators)];
        return ChildProcess.StartAsync("agent", "/usr/bin/unshare", command, system.Folder.File("agent.log"), TimeProvider.System);
    }

    private static async Task WriteAsync(string root, string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "etc")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, name), text, TestContext.Current.CancellationToken);
    }

    private static string MakeRoot(SmokeSystem system)
    {
        const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var root = Directory.CreateDirectory(system.Folder.File("root"), Everyone).FullName;
        foreach (var place in (string[])["proc", "sys", "dev"])
        {
            Directory.CreateDirectory(Path.Combine(root, place));
        }

        File.Copy(PublishedPrograms.Agent, Path.Combine(root, "wva-agent"));
        File.Copy(system.AuthorityFile, Path.Combine(root, "ca.pem"));
        return root;
    }

    // Where ALPN were missing on either side, the agent could not have reported; that the aggregator offers nothing else is asked here.
    private static async Task AssertSpeaksHttp2OverTlsOnlyAsync(SmokeSystem system)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(system.AuthorityFile);
        Assert.Equal(SslApplicationProtocol.Http2, await NegotiateAsync(system, authority, SslApplicationProtocol.Http2));
        await Assert.ThrowsAnyAsync<Exception>(() => NegotiateAsync(system, authority, SslApplicationProtocol.Http11));
        using var plain = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync(new Uri(system.Addresses.Grpc.Replace("https", "http", StringComparison.Ordinal)), TestContext.Current.CancellationToken));
    }

    private static async Task<SslApplicationProtocol> NegotiateAsync(SmokeSystem system, X509Certificate2 authority, SslApplicationProtocol offered)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(system.Addresses.Grpc).Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [offered], CertificateChainPolicy = policy };
        await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        return tls.NegotiatedApplicationProtocol;
    }
}
