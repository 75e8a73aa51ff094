using System.Net;
using Wva.Aggregator.Options;
using Wva.Aggregator.Tests.Fakes;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Aggregator.Tests.Options;

public sealed class CommandLineTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly VariantFolderFake _folder = new();

    public CommandLineTests()
    {
        _folder.Write("c.pem", "");
        _folder.Write("k.pem", "");
    }

    private string[] Required => ["--variants", _folder.Directory, "--tls-certificate", _folder.PathOf("c.pem"), "--tls-key", _folder.PathOf("k.pem")];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_required_is_enough_and_the_rest_has_defaults()
    {
        var command = CommandLine.Read(Required, Nothing);
        Assert.Empty(command.Errors);
        Assert.Equal(_folder.Directory, command.Options.VariantsDirectory);
        Assert.Equal((IPEndPoint.Parse("127.0.0.1:9443"), IPEndPoint.Parse("127.0.0.1:9444")), (command.Options.ListenGrpc, command.Options.ListenHttp));
        Assert.Equal(TimeSpan.FromSeconds(1), command.Options.Cycle);
        Assert.Null(command.Options.AnnounceFile);
        Assert.Null(command.Options.DecisionLogFile);
        Assert.Equal($"{Environment.MachineName}-{Environment.ProcessId}", command.Options.Identity);
    }

    [Fact]
    public void Every_error_is_told_at_once()
    {
        var errors = CommandLine.Read(["--what", "--cycle", "1h", "--tls-key", "/none"], Nothing).Errors;
        Assert.Equal(5, errors.Length);
        Assert.Contains(errors, error => error == "--what is no option; see wva-aggregator --help");
        Assert.Contains(errors, error => error == "--cycle: '1h' is not allowed; give a time from 100ms to 60s");
        Assert.Contains(errors, error => error == "--tls-key: '/none' is not allowed; give a PEM file that exists");
        Assert.Contains(errors, error => error.StartsWith("--variants (or WVA_AGGREGATOR_VARIANTS) is missing", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("--tls-certificate (or WVA_AGGREGATOR_TLS_CERTIFICATE) is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--listen-grpc", "0.0.0.0:1")]
    [InlineData("--listen-grpc", "10.0.0.1:1")]
    [InlineData("--listen-grpc", "127.0.0.1")]
    [InlineData("--listen-http", "[::]:80")]
    [InlineData("--listen-http", "localhost:80")]
    [InlineData("--listen-http", "127.0.0.1:70000")]
    [InlineData("--cycle", "99ms")]
    [InlineData("--cycle", "61s")]
    [InlineData("--cycle", "-1s")]
    [InlineData("--cycle", "soon")]
    [InlineData("--store", "kubernetes")]
    [InlineData("--announce", "/none/such/file")]
    [InlineData("--decision-log", "/none/such/file")]
    [InlineData("--decision-log", "/tmp")]
    [InlineData("--decision-log", "")]
    [InlineData("--identity", "")]
    [InlineData("--identity", "two words")]
    [InlineData("--identity", "a234567890123456789012345678901234567890123456789012345678901234")]
    public void A_value_outside_its_bounds_is_named_with_what_is_allowed(string option, string value)
    {
        var error = Assert.Single(CommandLine.Read([.. Required, option, value], Nothing).Errors);
        Assert.StartsWith($"{option}: '{value}' is not allowed; give ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("1m", 60000)]
    [InlineData("2", 2000)]
    public void A_time_has_a_unit_or_is_in_seconds(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), CommandLine.Read([.. Required, "--cycle=" + text], Nothing).Options.Cycle);

    [Fact]
    public void A_decision_log_is_kept_where_it_is_asked_for()
    {
        var log = _folder.PathOf("decisions.jsonl");
        var command = CommandLine.Read([.. Required, "--decision-log", log], Nothing);
        Assert.Empty(command.Errors);
        Assert.Equal(log, command.Options.DecisionLogFile);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_an_empty_variable_is_no_value()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["WVA_AGGREGATOR_CYCLE"] = "2s", ["WVA_AGGREGATOR_LISTEN_HTTP"] = "[::1]:7", ["WVA_AGGREGATOR_STORE"] = "" };
        var command = CommandLine.Read([.. Required, "--cycle", "3s"], environment);
        Assert.Empty(command.Errors);
        Assert.Equal((TimeSpan.FromSeconds(3), IPEndPoint.Parse("[::1]:7")), (command.Options.Cycle, command.Options.ListenHttp));
    }

    [Fact]
    public void What_the_published_autoscaler_reads_of_its_environment_is_read_too()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["POD_NAMESPACE"] = "wva", ["WVA_SCALE_TO_ZERO"] = "true" };
        Assert.Equal(new PublishedEnvironment("wva", ScaleToZero: true), CommandLine.Read(Required, environment).Options.PublishedEnvironment);
        Assert.Equal(PublishedEnvironment.None, CommandLine.Read(Required, Nothing).Options.PublishedEnvironment);
    }

    [Fact]
    public void An_option_twice_or_without_a_value_is_an_error()
    {
        Assert.Contains(CommandLine.Read([.. Required, "--cycle", "1s", "--cycle", "2s"], Nothing).Errors, error => error == "--cycle is given twice; give it once");
        Assert.Contains(CommandLine.Read([.. Required, "--cycle"], Nothing).Errors, error => error == "--cycle has no value; see wva-aggregator --help");
    }

    [Theory]
    [InlineData("--help", nameof(AggregatorMode.Help))]
    [InlineData("-h", nameof(AggregatorMode.Help))]
    [InlineData("--version", nameof(AggregatorMode.Version))]
    public void Help_and_version_ask_for_nothing_else(string argument, string mode)
    {
        var command = CommandLine.Read([argument], Nothing);
        Assert.Empty(command.Errors);
        Assert.Equal(mode, command.Mode.ToString());
    }

    [Fact]
    public void Help_names_every_option_its_variable_its_default_and_its_bounds() =>
        Assert.All(OptionTable.Rows, row =>
        {
            Assert.Contains($"  {row.Name} {row.Argument}    [{row.EnvironmentName}]\n", HelpText.Write(), StringComparison.Ordinal);
            Assert.Contains($"Default: {row.Default}{(row.Required ? ", required" : "")}. Allowed: {row.Allowed}.", HelpText.Write(), StringComparison.Ordinal);
        });
}
