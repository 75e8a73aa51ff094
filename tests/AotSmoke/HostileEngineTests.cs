using System.Globalization;
using System.Text.RegularExpressions;
using Wva.Agent.Tests.Fakes;
using Wva.Local.Run;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The published agent beside an engine that serves whatever it likes.</summary>
public sealed partial class HostileEngineTests : IAsyncDisposable
{
    private const long LimitBytes = 24 * 1024 * 1024;
    private const long RoomBytes = 3 * 1024 * 1024;

    // The executable is copied inside the group, so that its pages are charged to it and not to whoever ran it first.
    private const string EnterAndRun = """echo $$ > "$0" && cp "$1" "$2" && exec "$2" "${@:3}" """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ScriptedEngine _engine = new();
    private readonly RunFolder _folder = new(keep: null);
    private int _finished;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Within_24_MiB_every_hostile_page_is_survived_at_the_fastest_cadence()
    {
        using var group = MemoryGroup.TryMake(LimitBytes);
        Assert.SkipWhen(group is null, "no memory cgroup can be made here: run as root where /sys/fs/cgroup can be written to");
        await using var system = await SmokeSystem.StartAsync();
        ServeGood();
        string[] command =
        [
            "-c", EnterAndRun, group.ProcessFile, PublishedPrograms.Agent, _folder.File("wva-agent"),
            .. system.CommandOf("v-0", _engine.Url, system.AuthorityFile), "--sample-period", "50ms", "--fast-period", "50ms", "--scrape-timeout", "400ms",
        ];
        await using (var agent = await ChildProcess.StartAsync("agent", "/bin/bash", command, _folder.File("agent.log"), TimeProvider.System))
        {
            var log = _folder.File("agent.log");
            await Eventually.TrueAsync("an open stream", Patience, () => File.ReadAllText(log).Contains(" 1020 ", StringComparison.Ordinal), Stop);
            var most = 0L;
            foreach (var (name, answer) in Hostility.All)
            {
                _engine.Answer = (_, stream, stop) => answer(stream, span => Task.Delay(span, TimeProvider.System, stop), stop);
                var asked = _engine.Requests + 4;
                await Eventually.TrueAsync($"further requests under '{name}'; {string.Join('\n', agent.LastLines)}", Patience, () => _engine.Requests > asked && Look(group, ref most), Stop);
            }

            ServeGood();
            var (pages, requests) = (await PagesReadAsync(), _engine.Requests);
            await Eventually.TrueAsync("good pages again", Patience, () => _engine.Requests > requests + 10 && Look(group, ref most), Stop);
            Assert.InRange(await PagesReadAsync(), pages + 5, long.MaxValue);
            Assert.False(agent.HasEnded);
            Assert.InRange(most, 1, LimitBytes - RoomBytes);
            Assert.Equal(0, group.Kills);
            Assert.Equal(1, _engine.MostOpen);
            TestContext.Current.SendDiagnosticMessage("largest working set: {0} bytes", most);
        }
    }

    [Theory]
    [InlineData("no answer")]
    [InlineData("a byte a second")]
    [InlineData("endless body")]
    public async Task Asked_to_end_in_the_middle_of_a_scrape_it_ends_within_a_second(string hostility)
    {
        _engine.Answer = (_, stream, stop) => Hostility.All[hostility](stream, span => Task.Delay(span, TimeProvider.System, stop), stop);
        await using var agent = await StartAsync(PublishedPrograms.Agent, Arguments("--page-limit-bytes", "67108864"));
        await Eventually.TrueAsync("a scrape under way", Patience, () => _engine.Requests > 0 && _engine.Open == 1, Stop);
        Assert.Equal(1, _engine.Open);
        await AssertEndsAsync(agent);
    }

    [Fact]
    public async Task Asked_to_end_with_a_stream_open_and_a_scrape_under_way_it_ends_within_a_second()
    {
        await using var system = await SmokeSystem.StartAsync();
        ServeGood();
        await using var agent = await StartAsync(PublishedPrograms.Agent, system.CommandOf("v-0", _engine.Url, system.AuthorityFile));
        await Eventually.TrueAsync("a stream", Patience, () => agent.LastLines.Any(line => line.EndsWith(" is up", StringComparison.Ordinal)), Stop);
        _engine.Answer = (_, stream, stop) => Hostility.All["no answer"](stream, span => Task.Delay(span, TimeProvider.System, stop), stop);
        var requests = _engine.Requests;
        await Eventually.TrueAsync("a scrape under way", Patience, () => _engine.Requests > requests && _engine.Open == 1, Stop);
        await AssertEndsAsync(agent);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_stops_nothing()
    {
        ServeGood();
        await using var agent = await StartAsync("/bin/bash", ["-c", """exec "$0" "$@" 2>/dev/full""", PublishedPrograms.Agent, .. Arguments("--sample-period", "50ms")]);
        await Eventually.TrueAsync("scrapes", Patience, () => _engine.Requests > 3, Stop);
        _engine.Answer = (_, stream, _) => ScriptedEngine.WriteAsync(stream, 500, "text/plain", default); // something to tell
        await Eventually.TrueAsync("scrapes after a fault", Patience, () => _engine.Requests > 10, Stop);
        Assert.False(agent.HasEnded);
        await AssertEndsAsync(agent);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _folder.Dispose();
    }

    private static bool Look(MemoryGroup group, ref long most)
    {
        most = Math.Max(most, group.WorkingSetBytes);
        return true;
    }

    private static async Task AssertEndsAsync(ChildProcess agent)
    {
        var asked = TimeProvider.System.GetTimestamp();
        agent.AskToEnd();
        await agent.WaitForEndAsync();
        Assert.Equal(0, agent.ExitCode);
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private async Task<long> PagesReadAsync()
    {
        using var client = new HttpClient();
        var served = OwnAddress().Match(await File.ReadAllTextAsync(_folder.File("agent.log"), Stop)).Groups[1].Value;
        var page = await client.GetStringAsync(new Uri($"http://{served}/metrics"), Stop);
        return long.Parse(PagesRead().Match(page).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    // Counters that move: an engine that has requests and does not move is stalled.
    private void ServeGood() => _engine.Answer = (_, stream, _) =>
        ScriptedEngine.WriteAsync(stream, 200, "text/plain", System.Text.Encoding.UTF8.GetBytes(VllmPage.With(running: 3, finished: Interlocked.Increment(ref _finished))));

    private string[] Arguments(params string[] more) =>
        ["--aggregator", "https://127.0.0.1:1", "--engine", _engine.Url.ToString(), "--listen", "off", .. more];

    private Task<ChildProcess> StartAsync(string program, string[] arguments) =>
        ChildProcess.StartAsync("agent", program, arguments, _folder.File("agent.log"), TimeProvider.System);

    [GeneratedRegex(@"own pages are served on (\S+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnAddress();

    [GeneratedRegex(@"\nwva_agent_pages_read_total (\d+)\n", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PagesRead();
}
