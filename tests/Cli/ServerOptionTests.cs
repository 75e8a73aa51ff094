using Wva.Api;
using Wva.Cli.Commands;
using Wva.Cli.Tests.Fakes;

namespace Wva.Cli.Tests;

/// <summary>Whom a command asks.</summary>
public sealed class ServerOptionTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly FakeAggregators _aggregators = new();

    public ServerOptionTests()
    {
        foreach (var server in new[] { "http://option", "http://variable", "http://file", CliRun.Default })
        {
            _aggregators.Answer(server, SampleReports.Status);
        }

        ServerFile.Write(_file, [new Uri("http://dead"), new Uri("http://file")]);
    }

    [Fact]
    public void What_a_system_left_goes_with_it_and_what_a_later_one_wrote_stays()
    {
        Uri[] first = [new("http://a"), new("http://b")], later = [new("http://c")];
        ServerFile.Write(_file, later);
        ServerFile.Remove(_file, first);
        Assert.True(File.Exists(_file));

        ServerFile.Remove(_file, later);
        ServerFile.Remove(_file, later);
        Assert.False(File.Exists(_file));
    }

    public void Dispose()
    {
        _aggregators.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("--server http://option", true, true, "http://option")]
    [InlineData("", true, true, "http://variable")]
    [InlineData("", false, true, "http://file")]
    [InlineData("", false, false, CliRun.Default)]
    public async Task The_option_comes_before_the_variable_before_the_file_before_the_default(string option, bool hasVariable, bool hasFile, string asked)
    {
        var run = await CliRun.OfAsync(
            $"status {option}",
            _aggregators,
            environment: [(ServerOption.FileVariable, hasFile ? _file : _file + ".none"), (ServerOption.Variable, hasVariable ? "http://variable" : "")]);
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal(asked + ApiRoutes.Status, _aggregators.Asked[^1]);
    }

    [Fact]
    public async Task Of_several_the_next_is_asked_where_one_does_not_answer()
    {
        var run = await CliRun.OfAsync("status", _aggregators, environment: (ServerOption.Variable, "http://dead,http://file"));
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal(["http://dead" + ApiRoutes.Status, "http://file" + ApiRoutes.Status], _aggregators.Asked);
    }

    [Theory]
    [InlineData("127.0.0.1:9444")]
    [InlineData("ftp://host")]
    [InlineData("http://host/path")]
    [InlineData("http://user:secret@host")]
    [InlineData("nonsense")]
    public async Task What_is_no_address_is_wrong_usage_with_what_is_allowed(string address)
    {
        var run = await CliRun.OfAsync($"status --server {address}", _aggregators);
        Assert.Equal(ExitCode.WrongUsage, run.Code);
        Assert.Equal($"wva: --server: '{address}' is no address; allowed: http://HOST:PORT or https://HOST:PORT", run.ErrorLines[0]);
        Assert.Empty(_aggregators.Asked);
    }

    [Fact]
    public async Task A_bad_address_in_the_environment_is_named_with_the_variable()
    {
        var run = await CliRun.OfAsync("status", _aggregators, environment: (ServerOption.Variable, "http://file,oops"));
        Assert.Equal(ExitCode.WrongUsage, run.Code);
        Assert.StartsWith("wva: WVA_SERVER: 'oops' is no address; allowed: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
