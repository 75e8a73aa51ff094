using Wva.Replay.Loop;

namespace Wva.Local.Tests;

public sealed class UpArgumentsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Without_a_recording_a_cluster_is_simulated()
    {
        var (options, errors) = Read("--trace", _file, "--scale-in-window", "30");

        Assert.Empty(errors);
        Assert.Equal((null, _file, TimeSpan.FromSeconds(30)), (options!.Recording, options.Trace, options.ScaleInWindow));
    }

    [Fact]
    public void A_trace_may_be_squeezed_to_a_rate()
    {
        var (options, errors) = Read("--trace", _file, "--squeeze", "--rate", "2.5");

        Assert.Empty(errors);
        Assert.Equal((true, 2.5), (options!.Squeeze, options.RequestsPerSecond));
        Assert.Equal(2.5, Read("--rate", "2.5").Options!.RequestsPerSecond);
    }

    [Fact]
    public void Engines_of_ones_own_are_a_list()
    {
        var (options, errors) = Read("--engine", "http://127.0.0.1:8000/metrics, https://b:8001");

        Assert.Empty(errors);
        Assert.Equal(["http://127.0.0.1:8000/metrics", "https://b:8001"], options!.Engines);
    }

    [Fact]
    public void Every_option_is_read()
    {
        var (options, errors) = Read("--recording", _file, "--from", "100", "--minutes", "0.5", "--plain", "--keep", _file + ".kept");

        Assert.Empty(errors);
        Assert.Equal(
            new UpOptions { Recording = _file, From = TimeSpan.FromSeconds(100), Length = TimeSpan.FromSeconds(30), Plain = true, Keep = _file + ".kept", Agent = _file, Aggregator = _file, ServerFile = "/tmp/server" },
            options);
    }

    [Fact]
    public void What_is_not_given_is_the_default()
    {
        var (options, _) = Read("--recording", _file);

        Assert.Equal(new UpOptions { Recording = _file, Agent = _file, Aggregator = _file, ServerFile = "/tmp/server" }, options);
    }

    [Theory]
    [InlineData("--recording /nowhere", "--recording: '/nowhere' does not exist; allowed: a file NAME.pages.br")]
    [InlineData("--recording FILE --from -1", "--from: '-1' is no number of seconds from 0 to 86400")]
    [InlineData("--recording FILE --from soon", "--from: 'soon' is no number of seconds from 0 to 86400")]
    [InlineData("--recording FILE --minutes 0", "--minutes: '0' is no number of minutes from 0.01 to 1440")]
    [InlineData("--recording FILE --minutes NaN", "--minutes: 'NaN' is no number of minutes from 0.01 to 1440")]
    [InlineData("--recording FILE --minutes 1441", "--minutes: '1441' is no number of minutes from 0.01 to 1440")]
    [InlineData("--recording FILE --speed 2", "'--speed' is no option; allowed: --trace, --squeeze, --rate, --scale-in-window, --engine, --recording, --from, --minutes, --plain, --keep, --help|'2' is no option; allowed: --trace, --squeeze, --rate, --scale-in-window, --engine, --recording, --from, --minutes, --plain, --keep, --help")]
    [InlineData("--recording FILE --from", "--from: its value is missing")]
    [InlineData("--trace /nowhere", "--trace: '/nowhere' does not exist; allowed: a file NAME.csv or NAME.csv.gz")]
    [InlineData("--recording FILE --trace FILE", "--trace: a recording brings its own requests; allowed: --recording or --trace")]
    [InlineData("--scale-in-window 0", "--scale-in-window: '0' is no number of seconds from 1 to 3600")]
    [InlineData("--recording FILE --scale-in-window 30", "--scale-in-window: around a recording it is 15 s; allowed: without --recording")]
    [InlineData("--engine 127.0.0.1:8000", "--engine: '127.0.0.1:8000' is no address; allowed: http:// or https:// URLs, separated by commas")]
    [InlineData("--engine http://a:1,x", "--engine: 'x' is no address; allowed: http:// or https:// URLs, separated by commas")]
    [InlineData("--engine http://a:1 --trace FILE", "--engine: engines of yours have requests of their own; allowed: without --recording and --trace")]
    [InlineData("--squeeze", "--squeeze: there is no trace, and the generated day is squeezed as it is; allowed: with --trace")]
    [InlineData("--rate 0", "--rate: '0' is no number of requests a second from 0.01 to 1000")]
    [InlineData("--trace FILE --rate 2", "--rate: these requests have a pace of their own; allowed: with the generated day, and with --trace and --squeeze")]
    [InlineData("--recording FILE --rate 2", "--rate: these requests have a pace of their own; allowed: with the generated day, and with --trace and --squeeze")]
    [InlineData("--engine http://a:1 --rate 2", "--rate: these requests have a pace of their own; allowed: with the generated day, and with --trace and --squeeze")]
    [InlineData("--keep /proc/self", "--keep: '/proc/self' is not empty; allowed: a folder that is empty, or one to be made")]
    [InlineData("--from 5", "--from: there is no recording to begin within; allowed: with --recording")]
    [InlineData("--recording /nowhere --from x --minutes y", "--recording: '/nowhere' does not exist; allowed: a file NAME.pages.br|--from: 'x' is no number of seconds from 0 to 86400|--minutes: 'y' is no number of minutes from 0.01 to 1440")]
    public void Every_error_is_told_at_once_with_option_value_and_what_is_allowed(string line, string expected)
    {
        var (options, errors) = Read(line.Replace("FILE", _file, StringComparison.Ordinal).Split(' '));

        Assert.Null(options);
        Assert.Equal(expected.Split('|'), errors);
    }

    [Fact]
    public void The_help_names_the_defaults_of_the_simulated_cluster() => Assert.All(
        [FormattableString.Invariant($"0.01 to 1000, default {DemoFleet.MeanRequestsPerSecond}\n"), FormattableString.Invariant($"1 to 3600, default {DemoFleet.ScaleInStabilization.TotalSeconds}, with --engine 120\n")],
        text => Assert.Contains(text, UpArguments.Help, StringComparison.Ordinal));

    [Fact]
    public void Every_option_stands_in_the_help() =>
        Assert.All(["--trace", "--squeeze", "--rate", "--scale-in-window", "--engine", "--recording", "--from", "--minutes", "--plain", "--keep", "--help"], option => Assert.Contains("  " + option, UpArguments.Help, StringComparison.Ordinal));

    public void Dispose() => File.Delete(_file);

    private (UpOptions? Options, IReadOnlyList<string> Errors) Read(params string[] arguments) => UpArguments.Read(["--agent", _file, "--aggregator", _file, "--server-file", "/tmp/server", .. arguments]);
}
