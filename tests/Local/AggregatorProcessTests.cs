using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.Local.Tests;

/// <summary>An aggregator that is kept, played by a script that counts its starts.</summary>
public sealed class AggregatorProcessTests : IDisposable
{
    // Each start is a line. The first one listens and ends at once, as if it were killed then; another one may listen and stay.
    private const string Script = """
        #!/bin/bash
        echo start >> "$0.starts"
        n=$(wc -l < "$0.starts")
        [ $n = 1 ] || [ $n = STAYS ] || exit 9
        while [ "$1" != --announce ]; do shift; done
        echo '{"grpc":"g","http":"h"}' > "$2.new" && mv "$2.new" "$2"
        [ $n = 1 ] || exec sleep 600
        """;

    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly RunFolder _folder = new(keep: null);
    private readonly Outages _outages;

    public AggregatorProcessTests() => _outages = new Outages(_time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private int Starts => File.ReadAllLines(_folder.File("program.starts")).Length;

    [Fact]
    public async Task One_that_ends_while_it_starts_is_tried_again_and_is_gone_until_it_listens()
    {
        await using var aggregator = await StartAsync(stays: 4);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var keeping = aggregator.KeepAsync(_outages, end.Token);

        await PassUntilAsync("the fourth start listens", () => keeping.IsCompleted || _outages.Lines(isLive: false) is [var line] && line.Contains("aggregator was gone for ", StringComparison.Ordinal));

        Assert.False(keeping.IsCompleted, keeping.Exception?.Message);
        Assert.Equal(4, Starts);
        await end.CancelAsync();
        await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.True(keeping.IsCanceled);
    }

    [Fact]
    public async Task One_that_does_not_start_ten_times_in_a_row_is_given_up_with_its_last_words()
    {
        await using var aggregator = await StartAsync();
        var keeping = aggregator.KeepAsync(_outages, Stop);

        await PassUntilAsync("it is given up", () => keeping.IsCompleted);

        await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var failure = Assert.IsType<InvalidOperationException>(keeping.Exception?.InnerException);
        Assert.Contains("aggregator ended with 9", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1 + 10, Starts);
    }

    [Fact]
    public async Task One_that_is_down_when_the_run_ends_is_disposed_of_like_any_other()
    {
        var aggregator = await StartAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var keeping = aggregator.KeepAsync(_outages, end.Token);
        await Eventually.TrueAsync("it is down", Patience, () => _outages.Lines(isLive: false).Count == 1, Stop);

        await end.CancelAsync();
        await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.True(keeping.IsCanceled);
        await aggregator.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private async Task<AggregatorProcess> StartAsync(int stays = 0)
    {
        var program = _folder.File("program");
        await File.WriteAllTextAsync(program, Script.Replace("STAYS", stays.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), Stop);
        File.SetUnixFileMode(program, Executable);
        var aggregator = new AggregatorProcess("aggregator", program, _folder, LocalCertificates.Write(_folder.Path, _time), _time);
        var starting = aggregator.StartAsync(Stop);
        await PassUntilAsync("it listens", () => starting.IsCompleted);
        await starting;
        return aggregator;
    }

    private Task PassUntilAsync(string what, Func<bool> isSo) => Eventually.TrueAsync(
        what,
        Patience,
        () =>
        {
            _time.Advance(Step);
            return isSo();
        },
        Stop);
}
