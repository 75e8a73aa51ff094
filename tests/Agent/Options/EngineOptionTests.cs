using Wva.Agent.Options;
using Wva.Testing;

namespace Wva.Agent.Tests.Options;

/// <summary>Where an engine is looked for, and whom is trusted there.</summary>
public sealed class EngineOptionTests
{
    private const string Aggregator = "--aggregator=https://wva:8443";

    [Fact]
    public void Several_engines_are_tried_in_the_order_given() =>
        Assert.Equal([new Uri("https://a:8000/metrics"), new Uri("http://b:8002/metrics")], Read("--engine", "https://a:8000, b:8002").Options.EngineUrls);

    [Fact]
    public void The_usual_ports_are_tried_over_https_alone_where_it_is_said_whom_to_trust()
    {
        using var certificates = new TestCertificates();
        string[] plain = ["http://127.0.0.1:8000/metrics", "http://127.0.0.1:8001/metrics"];
        string[] secure = ["https://127.0.0.1:8000/metrics", "https://127.0.0.1:8001/metrics"];
        Assert.Equal(plain, Engines(Read()));
        Assert.Equal(secure, Engines(Read("--engine-ca", certificates.CaFile)));
        Assert.Equal(secure, Engines(Read("--engine-pin", new string('a', 64))));
    }

    [Theory]
    [InlineData("--engine", "http://a:8000")]
    [InlineData("--engine", "https://a:8000, HTTP://b:8000")]
    [InlineData("--once", "http://a:8000")]
    [InlineData("--watch", "http://a:8000")]
    public void Plain_http_beside_a_file_or_a_pin_is_a_usage_error_that_names_both(string option, string url)
    {
        using var certificates = new TestCertificates();
        Assert.Equal(
            $"{option}: '{url}' is not allowed beside --engine-ca: plain HTTP proves nothing; give https:// URLs, or leave --engine-ca out",
            Assert.Single(Read(option, url, "--engine-ca", certificates.CaFile).Errors));
        Assert.StartsWith($"{option}: '{url}' is not allowed beside --engine-pin: ", Assert.Single(Read("--engine-pin", new string('a', 64), option, url).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_from_the_environment_beside_a_pin_is_an_error_that_names_the_variable()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["WVA_AGENT_ENGINE"] = "http://a:1" };
        var command = CommandLine.Read(["--engine-pin", new string('a', 64), Aggregator], environment);
        Assert.StartsWith("WVA_AGENT_ENGINE: 'http://a:1' is not allowed beside --engine-pin: ", Assert.Single(command.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scheme_that_is_left_out_is_https_where_it_is_said_whom_to_trust()
    {
        var pin = new string('a', 64);
        Assert.Equal(["https://a:8000/metrics", "https://b:8002/metrics"], Engines(Read("--engine", "a:8000, https://b:8002", "--engine-pin", pin)));
        Assert.Equal(new Uri("https://a:8000/metrics"), CommandLine.Read(["--once", "a:8000", "--engine-pin", pin], new Dictionary<string, string>(StringComparer.Ordinal)).PageUrl);
    }

    [Fact]
    public void The_exporters_authorities_ask_for_https_too()
    {
        using var certificates = new TestCertificates();
        Assert.Equal(new Uri("https://n:9400/metrics"), Read("--dcgm", "n:9400", "--dcgm-ca", certificates.CaFile).Options.DcgmUrl);
        Assert.StartsWith("--dcgm: 'http://n:9400' is not allowed beside --dcgm-ca: ", Assert.Single(Read("--dcgm", "http://n:9400", "--dcgm-ca", certificates.CaFile).Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--engine")]
    [InlineData("--dcgm")]
    [InlineData("--once")]
    public void Credentials_in_a_url_are_refused_and_the_password_is_not_shown(string option)
    {
        var error = Assert.Single(Read(option, "http://user:secret@a:8000").Errors);
        Assert.StartsWith($"{option}: 'http://(hidden)@a:8000' is not allowed; give ", error, StringComparison.Ordinal);
        Assert.Contains("without user and password", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pin_is_taken_as_OpenSSL_prints_it_or_bare()
    {
        var printed = string.Join(':', Enumerable.Repeat("aB", 32));
        Assert.Equal([string.Concat(Enumerable.Repeat("AB", 32)), new string('0', 64)], Read("--engine-pin", $"{printed},{new string('0', 64)}").Options.EnginePins);
    }

    private static string[] Engines(AgentCommand command) => [.. command.Options.EngineUrls.Select(url => url.ToString())];

    private static AgentCommand Read(params string[] arguments) => CommandLine.Read([.. arguments, Aggregator], new Dictionary<string, string>(StringComparer.Ordinal));
}
