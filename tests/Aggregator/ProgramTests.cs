using System.Diagnostics;
using System.Text.Json.Nodes;
using Wva.Aggregator.Tests.Fakes;
using Wva.Testing;

namespace Wva.Aggregator.Tests;

/// <summary>The built program as a process: what a user types and what they get.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly VariantFolderFake _folder = new();
    private readonly TestCertificates _certificates = new();

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Help_and_version_are_printed_and_wrong_usage_ends_with_2_and_a_line_an_error()
    {
        var help = await RunAsync("--help");
        Assert.Equal(0, help.Code);
        Assert.Contains("--tls-certificate FILE    [WVA_AGGREGATOR_TLS_CERTIFICATE]", help.Output, StringComparison.Ordinal);
        Assert.StartsWith("wva-aggregator 0.", (await RunAsync("--version")).Output, StringComparison.Ordinal);
        var wrong = await RunAsync("--variants", "/none");
        Assert.Equal(2, wrong.Code);
        Assert.Equal(3, wrong.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task It_announces_its_addresses_and_ends_well_on_sigterm()
    {
        var announce = _folder.PathOf(".announce");
        using var first = Start([.. Arguments(), "--announce", announce]);
        try
        {
            await Until.TrueAsync(() => File.Exists(announce));
            var addresses = JsonNode.Parse(await File.ReadAllTextAsync(announce, TestContext.Current.CancellationToken))!;
            Assert.StartsWith("https://127.0.0.1:", addresses["grpc"]!.GetValue<string>(), StringComparison.Ordinal);
            using var http = new HttpClient();
            Assert.Equal("ok\n", await http.GetStringAsync(new Uri(new Uri(addresses["http"]!.GetValue<string>()), "/healthz"), TestContext.Current.CancellationToken));

            using var signal = Process.Start("kill", ["-TERM", first.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, first.ExitCode);
        }
        finally
        {
            first.Kill();
        }
    }

    [Fact]
    public async Task A_second_over_the_same_folder_stands_by_and_takes_over_once_the_first_is_killed()
    {
        using var first = Start([.. Arguments(), "--identity", "first"]);
        try
        {
            await Until.TrueAsync(() => Leader()?["identity"]?.GetValue<string>() == "first");
            Assert.Equal(first.Id, Leader()!["processId"]!.GetValue<int>());
            var announce = _folder.PathOf(".second");
            using var second = Start([.. Arguments(), "--identity", "second", "--announce", announce]);
            try
            {
                await Until.TrueAsync(() => File.Exists(announce));
                var address = JsonNode.Parse(await File.ReadAllTextAsync(announce, TestContext.Current.CancellationToken))!["http"]!.GetValue<string>();
                using var http = new HttpClient();
                Assert.Equal("ok\n", await http.GetStringAsync(new Uri(new Uri(address), "/healthz"), TestContext.Current.CancellationToken));
                Assert.Equal("first", Leader()!["identity"]!.GetValue<string>());
                first.Kill();
                await Until.TrueAsync(() => Leader()?["identity"]?.GetValue<string>() == "second" && Leader()!["http"]?.GetValue<string>() == address);
                Assert.Equal(2, Leader()!["epoch"]!.GetValue<int>());
            }
            finally
            {
                second.Kill();
            }
        }
        finally
        {
            first.Kill();
        }
    }

    [Fact]
    public async Task An_address_that_is_taken_is_one_line_and_1()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var run = await RunAsync([.. Arguments()[..^1], taken.LocalEndpoint.ToString()!]);
        Assert.Equal(1, run.Code);
        Assert.Contains(taken.LocalEndpoint.ToString()!, Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "wva-aggregator"), arguments)
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private JsonNode? Leader() => File.Exists(_folder.PathOf(".wva-leader.json")) ? JsonNode.Parse(File.ReadAllText(_folder.PathOf(".wva-leader.json"))) : null;

    private string[] Arguments()
    {
        var (certificate, key) = _certificates.IssueFiles("localhost");
        return ["--variants", _folder.Directory, "--tls-certificate", certificate, "--tls-key", key, "--listen-grpc", "127.0.0.1:0", "--listen-http", "127.0.0.1:0"];
    }
}
