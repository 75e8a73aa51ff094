using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Options;
using Wva.Agent.Stream;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Stream;

public sealed class AddressBookTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeResolver _resolver = new();
    private readonly LogLines _log = new();
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task A_name_leads_to_each_of_its_addresses_and_is_looked_up_again_every_30_s()
    {
        Lead("wva.ns.svc", "10.0.0.1", "10.0.0.2");
        var source = Source("https://wva.ns.svc:8443");
        await LookAsync(source);
        Assert.Equal(["wva.ns.svc at 10.0.0.1:8443", "wva.ns.svc at 10.0.0.2:8443"], Names(source));
        Lead("wva.ns.svc", "10.0.0.2", "fd00::3");
        _time.Advance(TimeSpan.FromSeconds(29));
        await LookAsync(source);
        Assert.Equal(1, _resolver.Queries);
        _time.Advance(TimeSpan.FromSeconds(1));
        await LookAsync(source);
        Assert.Equal(["wva.ns.svc at 10.0.0.2:8443", "wva.ns.svc at [fd00::3]:8443"], Names(source));
    }

    [Fact]
    public async Task When_a_stream_breaks_the_name_is_looked_up_at_once()
    {
        Lead("wva", "10.0.0.1");
        var source = Source("https://wva:8443");
        await LookAsync(source);
        await LookAsync(source, broke: true);
        Assert.Equal(2, _resolver.Queries);
    }

    [Fact]
    public async Task A_name_that_never_led_anywhere_is_looked_up_again_after_1_s_then_more_slowly()
    {
        var source = Source("https://wva:8443");
        await LookAsync(source);
        var waits = new List<int>();
        for (var (last, second) = (0, 1); second <= 100; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var before = _resolver.Queries;
            await LookAsync(source);
            if (_resolver.Queries > before)
            {
                waits.Add(second - last);
                last = second;
            }
        }

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], waits);
        Lead("wva", "10.0.0.1");
        _time.Advance(TimeSpan.FromSeconds(30));
        await LookAsync(source);
        Assert.Equal(["wva at 10.0.0.1:8443"], Names(source));
        Assert.Equal((1, 1), (_log.Count(1030), _log.Count(1031)));
    }

    [Fact]
    public async Task A_stream_that_breaks_while_a_look_is_under_way_is_not_forgotten()
    {
        var resolver = new FakeResolver { Silent = "a", Silence = new TaskCompletionSource<IPAddress[]>() };
        using var loggers = new LoggerFactory([_log]);
        using var book = new AddressBook(new AgentOptions { Aggregators = [Address("https://a:1")] }, resolver, _time, new Logger<AddressBook>(loggers));
        using var stopping = new CancellationTokenSource();
        var looks = 0;
        var watching = book.WatchAsync(_ => Interlocked.Increment(ref looks), stopping.Token);
        await Pump.UntilAsync(_time, () => Volatile.Read(ref looks) > 0, "the look is waited for no more");
        book.StreamBroke();
        await Pump.UntilAsync(_time, () => Volatile.Read(ref looks) > 2, "two rounds in which the first look is still under way");
        Assert.Equal(1, resolver.Queries);
        resolver.Silence.SetResult([IPAddress.Loopback]);
        var answered = _time.GetTimestamp();
        await Pump.UntilAsync(_time, () => resolver.Queries == 2, "the look that the broken stream asked for");
        Assert.True(_time.GetElapsedTime(answered) < TimeSpan.FromSeconds(5));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_for_a_while_keeps_what_it_led_to_and_says_so_once()
    {
        Lead("wva", "10.0.0.1");
        var source = Source("https://wva:8443");
        await LookAsync(source);
        _resolver.Names.Clear();
        await LookAsync(source, broke: true);
        await LookAsync(source, broke: true);
        Assert.Equal(["wva at 10.0.0.1:8443"], Names(source));
        Assert.Equal(1, _log.Count(1030));
        Lead("wva", "10.0.0.1");
        await LookAsync(source, broke: true);
        Assert.Equal(2, _log.Count(1031));
    }

    [Theory]
    [InlineData("https://127.0.0.1:1\n", "127.0.0.1 at 127.0.0.1:1")]
    [InlineData("# a comment\n\n  127.0.0.1:1  \n[::1]:2\n", "127.0.0.1 at 127.0.0.1:1", "::1 at [::1]:2")]
    [InlineData("wva:3\n", "wva at 10.0.0.1:3")]
    [InlineData("", new string[0])]
    public async Task A_file_holds_one_address_a_line(string text, params string[] expected)
    {
        Lead("wva", "10.0.0.1");
        await File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);
        var source = Source($"file:{_file}");
        await LookAsync(source);
        Assert.Equal([.. expected], Names(source));
    }

    [Fact]
    public async Task The_tls_name_of_a_line_can_be_given()
    {
        await File.WriteAllTextAsync(_file, "127.0.0.1:1\n", TestContext.Current.CancellationToken);
        var source = Source($"file:{_file}", "aggregator.test");
        await LookAsync(source);
        Assert.Equal(["aggregator.test at 127.0.0.1:1"], Names(source));
    }

    [Fact]
    public async Task A_line_that_is_no_address_is_named_and_the_others_count()
    {
        await File.WriteAllTextAsync(_file, "http://127.0.0.1:1\n127.0.0.1:2\n", TestContext.Current.CancellationToken);
        var source = Source($"file:{_file}");
        await LookAsync(source);
        Assert.Equal(["127.0.0.1 at 127.0.0.1:2"], Names(source));
        Assert.Contains("'http://127.0.0.1:1' is no address", Assert.Single(_log.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_keeps_no_other_name_s_dead_replicas()
    {
        await File.WriteAllTextAsync(_file, "a:1\nb:1\n", TestContext.Current.CancellationToken);
        Lead("a", "10.0.0.1");
        Lead("b", "10.0.0.2", "10.0.0.3");
        var source = Source($"file:{_file}");
        await LookAsync(source);
        _resolver.Names.Remove("a");
        Lead("b", "10.0.0.3");
        await LookAsync(source, broke: true);
        Assert.Equal(["a at 10.0.0.1:1", "b at 10.0.0.3:1"], Names(source));
    }

    [Fact]
    public async Task A_file_is_read_again_once_it_was_written_and_not_before()
    {
        File.Delete(_file);
        var source = Source($"file:{_file}");
        await LookAsync(source);
        Assert.Empty(Names(source));
        Assert.Equal(1, _log.Count(1030));
        await File.WriteAllTextAsync(_file, "127.0.0.1:1\n", TestContext.Current.CancellationToken);
        await LookAsync(source);
        Assert.Equal(["127.0.0.1 at 127.0.0.1:1"], Names(source));
    }

    [Fact]
    public async Task A_mounted_file_is_read_again_once_its_link_leads_elsewhere()
    {
        using var mounted = new ProjectedFile("aggregators");
        mounted.Put("127.0.0.1:1\n");
        var source = Source($"file:{mounted.File}");
        await LookAsync(source);
        mounted.Put("127.0.0.1:22\n");
        await LookAsync(source);
        Assert.Equal(["127.0.0.1 at 127.0.0.1:22"], Names(source));
    }

    [Fact]
    public async Task The_book_tells_the_replicas_of_all_addresses_and_tells_again_when_a_stream_breaks()
    {
        Lead("a", "10.0.0.1");
        Lead("b", "10.0.0.2");
        using var loggers = new LoggerFactory([_log]);
        var options = new AgentOptions { Aggregators = [Address("https://a:1"), Address("https://b:1")] };
        using var book = new AddressBook(options, _resolver, _time, new Logger<AddressBook>(loggers));
        using var stopping = new CancellationTokenSource();
        IReadOnlySet<AggregatorEndpoint>? told = null;
        var watching = book.WatchAsync(wanted => Volatile.Write(ref told, wanted), stopping.Token);
        Assert.Equal(2, told!.Count);
        Lead("b", "10.0.0.2", "10.0.0.3");
        _time.Advance(TimeSpan.FromMilliseconds(500));
        book.StreamBroke();
        await Pump.UntilAsync(() => Volatile.Read(ref told)!.Count == 3, "the third replica, while time stands still");
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task A_name_server_that_does_not_answer_keeps_no_other_address_waiting()
    {
        var resolver = new FakeResolver { Silent = "a" };
        resolver.Names["b"] = ["10.0.0.2"];
        using var loggers = new LoggerFactory([_log]);
        var options = new AgentOptions { Aggregators = [Address("https://a:1"), Address("https://b:1")] };
        using var book = new AddressBook(options, resolver, _time, new Logger<AddressBook>(loggers));
        using var stopping = new CancellationTokenSource();
        IReadOnlySet<AggregatorEndpoint>? told = null;
        var watching = book.WatchAsync(wanted => Volatile.Write(ref told, wanted), stopping.Token);
        await Pump.UntilAsync(_time, () => Volatile.Read(ref told) is not null, "the other address");
        Assert.Equal("b at 10.0.0.2:1", Assert.Single(told!).ToString());
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    public void Dispose()
    {
        File.Delete(_file);
        _log.Dispose();
    }

    private static AggregatorAddress Address(string text) =>
        AggregatorAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text, nameof(text));

    private static ImmutableArray<string> Names(AddressSource source) => [.. source.Endpoints.Select(endpoint => endpoint.ToString()).Order(StringComparer.Ordinal)];

    private static Task LookAsync(AddressSource source, bool broke = false) => source.LookAsync(broke, TestContext.Current.CancellationToken);

    private AddressSource Source(string address, string? tlsName = null) => new(Address(address), tlsName, _resolver, _time, _log);

    private void Lead(string name, params string[] addresses)
    {
        lock (_resolver.Names)
        {
            _resolver.Names[name] = addresses;
        }
    }
}
