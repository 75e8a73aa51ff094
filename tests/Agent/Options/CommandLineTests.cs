using System.Net;
using Wva.Agent.Options;
using Wva.Testing;

namespace Wva.Agent.Tests.Options;

public sealed class CommandLineTests
{
    private const string Aggregator = "--aggregator=https://wva:8443";

    [Theory]
    [InlineData("--sample-period", "50ms", 0.05)]
    [InlineData("--sample-period", "1.5s", 1.5)]
    [InlineData("--sample-period", "1m", 60)]
    [InlineData("--sample-period", "2", 2)]
    [InlineData("--fast-period", "100 ms", 0.1)]
    [InlineData("--scrape-timeout", "5s", 5)]
    public void A_time_takes_a_unit_and_is_seconds_without_one(string name, string value, double seconds)
    {
        var options = Read(name, value).Options;
        var taken = name switch
        {
            "--sample-period" => options.SamplePeriod,
            "--fast-period" => options.FastPeriod,
            _ => options.ScrapeTimeout,
        };
        Assert.Equal(TimeSpan.FromSeconds(seconds), taken);
    }

    [Theory]
    [InlineData("--sample-period", "49ms", "a time from 50ms to 60s")]
    [InlineData("--sample-period", "61s", "a time from 50ms to 60s")]
    [InlineData("--sample-period", "-1s", "a time from 50ms to 60s")]
    [InlineData("--sample-period", "NaN", "a time from 50ms to 60s")]
    [InlineData("--sample-period", "1e300m", "a time from 50ms to 60s")]
    [InlineData("--sample-period", "s", "a time from 50ms to 60s")]
    [InlineData("--fast-period", "0", "a time from 50ms to 60s")]
    [InlineData("--kv-near-trigger", "1.1", "a share from 0 to 1")]
    [InlineData("--kv-near-trigger", "60%", "a share from 0 to 1")]
    [InlineData("--scrape-timeout", "99ms", "a time from 100ms to 60s")]
    [InlineData("--page-limit-bytes", "8MiB", "a whole number from 65536 to 67108864")]
    [InlineData("--page-limit-bytes", "65535", "a whole number from 65536 to 67108864")]
    [InlineData("--engine", "ftp://host/metrics", "http:// or https:// URLs without user and password, separated by commas")]
    [InlineData("--engine", "http://", "http:// or https:// URLs without user and password, separated by commas")]
    [InlineData("--engine", "http://a,", "http:// or https:// URLs without user and password, separated by commas")]
    [InlineData("--engine-ca", "/nowhere/ca.pem", "a readable PEM file with at least one certificate")]
    [InlineData("--engine-ca", "/dev/null", "a readable PEM file with at least one certificate")]
    [InlineData("--engine-name", "https://engine", "a host name or an address")]
    [InlineData("--engine-pin", "12:AB", "SHA-256 fingerprints of 64 hexadecimal digits, colons between them or not, separated by commas")]
    [InlineData("--engine-pin", "", "SHA-256 fingerprints of 64 hexadecimal digits, colons between them or not, separated by commas")]
    [InlineData("--dcgm", "ftp://host", "an http:// or https:// URL, without user and password")]
    [InlineData("--dcgm-ca", "/nowhere/ca.pem", "a readable PEM file with at least one certificate")]
    [InlineData("--node-ip", "7", "an IPv4 or IPv6 address")]
    [InlineData("--node-ip", "node-1", "an IPv4 or IPv6 address")]
    [InlineData("--gpu-uuids", "0,1", "UUIDs that begin with GPU- or MIG-, separated by commas")]
    [InlineData("--gpu-uuids", "GPU-1,", "UUIDs that begin with GPU- or MIG-, separated by commas")]
    [InlineData("--listen", "9402", "ADDR:PORT, *:PORT or off, PORT from 0 to 65535")]
    [InlineData("--listen", "*:65536", "ADDR:PORT, *:PORT or off, PORT from 0 to 65535")]
    [InlineData("--listen", "localhost:1", "ADDR:PORT, *:PORT or off, PORT from 0 to 65535")]
    [InlineData("--pod-uid", "", "1 to 253 characters")]
    [InlineData("--aggregator-name", "not a name", "a host name or an address")]
    [InlineData("--token-file", "", "a path of 1 to 4096 characters")]
    [InlineData("--aggregator-ca", "/nowhere/ca.pem", "a readable PEM file with at least one certificate")]
    public void A_value_out_of_bounds_is_refused_by_a_line_with_option_value_and_bound(string name, string value, string bound)
    {
        var error = Assert.Single(Read(name, value).Errors);
        Assert.Equal($"{name}: '{value}' is not allowed; give {bound}", error);
    }

    [Theory]
    [InlineData("https://wva.ns.svc:8443", "wva.ns.svc", 8443, null)]
    [InlineData("https://[::1]:1", "::1", 1, null)]
    [InlineData("file:/run/addresses", null, 0, "/run/addresses")]
    public void An_aggregator_is_a_name_with_a_port_or_a_file(string value, string? host, int port, string? path)
    {
        var command = CommandLine.Read(["--aggregator", value], Empty);
        Assert.Empty(command.Errors);
        Assert.Equal(new AggregatorAddress(host, port, path), Assert.Single(command.Options.Aggregators));
        Assert.Equal(value, command.Options.Aggregators[0].ToString());
    }

    [Theory]
    [InlineData("http://wva:8443")]
    [InlineData("wva:8443")]
    [InlineData("https://wva:8443/path")]
    [InlineData("https://user@wva:8443")]
    [InlineData("https://wva:8443,")]
    [InlineData("file:")]
    public void An_aggregator_that_would_be_obeyed_in_part_only_is_refused(string value)
    {
        var error = Assert.Single(CommandLine.Read(["--aggregator", value], Empty).Errors);
        Assert.Equal($"--aggregator: '{value}' is not allowed; give https://HOST:PORT or file:PATH, separated by commas", error);
    }

    [Fact]
    public void Several_aggregators_are_separated_by_commas() =>
        Assert.Equal(2, CommandLine.Read(["--aggregator", "https://a:1, file:/b"], Empty).Options.Aggregators.Count);

    [Fact]
    public void Every_error_is_told_at_once()
    {
        var command = CommandLine.Read(["--bogus", "--sample-period", "3h", "--node"], new Dictionary<string, string>(StringComparer.Ordinal) { ["WVA_AGENT_KV_NEAR_TRIGGER"] = "2" });
        Assert.Equal(
            [
                "--bogus is no option; see wva-agent --help",
                "--sample-period: '3h' is not allowed; give a time from 50ms to 60s",
                "--node has no value; see wva-agent --help",
                "WVA_AGENT_KV_NEAR_TRIGGER: '2' is not allowed; give a share from 0 to 1",
                "--aggregator (or WVA_AGENT_AGGREGATOR) is missing; give https://HOST:PORT or file:PATH, separated by commas; see wva-agent --help",
            ],
            command.Errors);
    }

    [Fact]
    public void Each_option_is_read_from_the_environment_and_the_command_line_wins()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["WVA_AGENT_AGGREGATOR"] = "https://wva:8443",
            ["WVA_AGENT_NODE"] = "from-environment",
            ["WVA_AGENT_POD_NAME"] = "from-environment",
            ["WVA_AGENT_POD_UID"] = "",
            ["WVA_AGENT_PORT_9402_TCP"] = "tcp://10.0.0.1:9402",
        };
        var command = CommandLine.Read(["--node=from-line"], environment);
        Assert.Empty(command.Errors);
        Assert.Equal("from-line", command.Options.Node);
        Assert.Equal("from-environment", command.Options.PodName);
        Assert.Null(command.Options.PodUid);
    }

    [Theory]
    [InlineData(null, "GPU-1,MIG-2", "GPU-1 MIG-2")]
    [InlineData(null, "all", "")]
    [InlineData(null, "void", "")]
    [InlineData(null, "0,GPU-1", "GPU-1")]
    [InlineData("GPU-7", "GPU-1", "GPU-7")]
    [InlineData("GPU-7, MIG-GPU-8/3/0", null, "GPU-7 MIG-GPU-8/3/0")]
    public void Gpus_are_those_of_the_option_else_those_that_the_runtime_was_told(string? option, string? runtime, string expected)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (runtime is not null)
        {
            environment["NVIDIA_VISIBLE_DEVICES"] = runtime;
        }

        var command = CommandLine.Read(option is null ? [Aggregator] : [Aggregator, "--gpu-uuids", option], environment);
        Assert.Empty(command.Errors);
        Assert.Equal(expected, string.Join(' ', command.Options.GpuUuids));
    }

    [Fact]
    public void The_exporters_path_may_be_left_out() =>
        Assert.Equal(new Uri("http://10.0.0.7:9400/metrics"), CommandLine.Read([Aggregator, "--dcgm", "http://10.0.0.7:9400"], Empty).Options.DcgmUrl);

    [Fact]
    public void An_option_given_twice_is_an_error() =>
        Assert.Equal("--node is given twice; give it once", Assert.Single(Read("--node", "a", "--node", "b").Errors));

    [Theory]
    [InlineData("127.0.0.1:0", "127.0.0.1", 0)]
    [InlineData("*:9402", "::", 9402)]
    [InlineData("[::1]:80", "::1", 80)]
    public void Own_pages_are_served_where_the_option_says(string value, string address, int port) =>
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), port), Read("--listen", value).Options.Listen);

    [Fact]
    public void Own_pages_can_be_switched_off() => Assert.Null(Read("--listen", "off").Options.Listen);

    [Theory]
    [InlineData("http://engine:8000", "http://engine:8000/metrics")]
    [InlineData("engine:8000", "http://engine:8000/metrics")]
    [InlineData("https://engine/own/path?x=1", "https://engine/own/path?x=1")]
    public void The_path_of_an_engine_may_be_left_out(string value, string url)
    {
        Assert.Equal(new Uri(url), Assert.Single(Read("--engine", value).Options.EngineUrls));
        var once = CommandLine.Read(["--once", value, "-o", "json"], Empty);
        Assert.Equal((AgentMode.Once, new Uri(url), true), (once.Mode, once.PageUrl, once.Json));
    }

    [Theory]
    [InlineData(AgentMode.Help, "--help")]
    [InlineData(AgentMode.Help, "-h")]
    [InlineData(AgentMode.Version, "--version")]
    [InlineData(AgentMode.Once, "--once", "http://x")]
    [InlineData(AgentMode.Watch, "--watch", "http://x", "--plain")]
    [InlineData(AgentMode.Watch, "--watch", "http://x", "-o", "json")]
    internal void A_mode_needs_no_aggregator(AgentMode mode, params string[] arguments)
    {
        var command = CommandLine.Read(arguments, Empty);
        Assert.Empty(command.Errors);
        Assert.Equal(mode, command.Mode);
    }

    [Theory]
    [InlineData("-o: 'yaml' is not allowed; give json or table", "--once", "http://x", "-o", "yaml")]
    [InlineData("-o goes with --once and --watch only; see wva-agent --help", "-o", "json", Aggregator)]
    [InlineData("--plain goes with --watch only; see wva-agent --help", "--plain", Aggregator)]
    [InlineData("--plain goes with --watch only; see wva-agent --help", "--once", "http://x", "--plain")]
    [InlineData("--plain: 'yes' is not allowed; give no value", "--watch", "http://x", "--plain=yes")]
    [InlineData("--plain and -o json exclude each other; give one of them", "--watch", "http://x", "--plain", "-o", "json")]
    [InlineData("--once and --watch exclude each other; give one of them", "--watch", "http://x", "--once", "http://x")]
    [InlineData("--watch: 'ftp://x' is not allowed; give an http:// or https:// URL, without user and password", "--watch", "ftp://x")]
    [InlineData("--once: 'ftp://x' is not allowed; give an http:// or https:// URL, without user and password", "--once", "ftp://x")]
    public void A_wrong_use_of_once_and_watch_is_told(string error, params string[] arguments) =>
        Assert.Equal(error, Assert.Single(CommandLine.Read(arguments, Empty).Errors));

    [Fact]
    public void An_authority_file_is_read_at_start()
    {
        using var certificates = new TestCertificates();
        Assert.Equal(certificates.CaFile, Read("--aggregator-ca", certificates.CaFile).Options.AggregatorCaFile);
    }

    [Fact]
    public void Help_shows_every_option_with_default_bounds_and_variable()
    {
        var help = HelpText.Write();
        Assert.All(OptionTable.Rows, row =>
        {
            Assert.Contains($"  {row.Name} {row.Argument}", help, StringComparison.Ordinal);
            Assert.Contains($"Default: {row.Default}. Allowed: {row.Allowed}.", help, StringComparison.Ordinal);
            Assert.Contains(row.EnvironmentName, help, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_pod_without_a_uid_gets_one_that_is_the_same_at_every_start()
    {
        var options = Read("--pod-name", "a").Options;
        Assert.Equal(PodIdentity.Uid(options), PodIdentity.Uid(Read("--pod-name", "a").Options));
        Assert.NotEqual(PodIdentity.Uid(options), PodIdentity.Uid(Read("--pod-name", "b").Options), StringComparer.Ordinal);
        Assert.Equal("given", PodIdentity.Uid(Read("--pod-uid", "given").Options));
    }

    private static Dictionary<string, string> Empty => new(StringComparer.Ordinal);

    private static AgentCommand Read(params string[] arguments) => CommandLine.Read([.. arguments, Aggregator], Empty);
}
