using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Options;
using Wva.Aggregator.Store;
using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Tests.Store;

public sealed class FileLeadershipTests : IAsyncDisposable
{
    private readonly VariantFolderFake _folder = new();
    private readonly FakeTimeProvider _time = new(World.Noon);
    private readonly List<FileLeadership> _started = [];
    private readonly LogLines _log = new();
    private string? _http;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var leadership in _started)
        {
            await leadership.StopAsync(CancellationToken.None);
            leadership.Dispose();
        }

        _folder.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task The_first_leads_the_second_follows_and_each_says_so_once()
    {
        var first = await StartAsync("first");
        var second = await StartAsync("second");
        await PassAsync(5);
        Assert.Equal(new LeadershipState(1, new Leader("first", 1, World.Noon) { ProcessId = Environment.ProcessId }), first.Current);
        Assert.Equal(new LeadershipState(null, first.Current.Leader), second.Current);
        Assert.Equal(1, _log.Count($"Information 2040 first decides over {_folder.Directory} (term 1)"));
        Assert.Equal(1, _log.Count("Information 2041 second follows: first decides"));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task Whoever_follows_takes_over_in_the_next_term_once_the_lock_is_free()
    {
        var first = await StartAsync("first");
        var second = await StartAsync("second");
        var changed = second.WaitForChangeAsync(second.Current, Stop);
        first.Dispose();
        await UntilAsync(() => changed.IsCompleted);
        Assert.Equal((2, "second"), (second.Current.Epoch, second.Current.Leader?.Identity));
        Assert.True(await second.HoldsAsync(2, Stop));
        Assert.False(await first.HoldsAsync(1, Stop));
        Assert.False(first.Current.IsLeader);
    }

    [Fact]
    public async Task Whoever_stops_in_order_lets_go_of_the_lock()
    {
        var first = await StartAsync("first");
        await first.StopAsync(Stop);
        Assert.False(first.Current.IsLeader);
        Assert.Equal(2, (await StartAsync("second")).Current.Epoch);
    }

    [Fact]
    public async Task Nobody_takes_over_from_a_leader_that_is_only_stopped_and_it_goes_on_in_its_term()
    {
        var first = await StartAsync("first");
        var second = await StartAsync("second");
        _time.Advance(TimeSpan.FromMinutes(1)); // the lock is the system's to free, and time frees none
        Assert.True(await first.HoldsAsync(1, Stop));
        Assert.False(second.Current.IsLeader);
    }

    [Fact]
    public async Task Where_somebody_removed_the_locked_file_the_older_leader_may_not_write_any_more()
    {
        var first = await StartAsync("first");
        File.Delete(_folder.PathOf(DirectoryLock.FileName));
        var second = await StartAsync("second");
        Assert.Equal(2, second.Current.Epoch);
        Assert.False(await first.HoldsAsync(1, Stop));
        Assert.Equal(new LeadershipState(null, second.Current.Leader), first.Current);
        await PassAsync(5);
        Assert.True(await second.HoldsAsync(2, Stop));
        Assert.Equal(1, _log.Count("Warning 2042 first decides no longer: second took over"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"identity\": \"first\", \"epoch\": \"one\"}")]
    public async Task A_file_that_names_nobody_ends_no_term_and_is_written_again(string? text)
    {
        var first = await StartAsync("first");
        if (text is null)
        {
            File.Delete(_folder.PathOf(LeaderFile.FileName));
        }
        else
        {
            _folder.Write(LeaderFile.FileName, text);
        }

        Assert.True(await first.HoldsAsync(1, Stop));
        Assert.Equal(first.Current.Leader, await new LeaderFile(_folder.Directory).ReadAsync(Stop));
    }

    [Fact]
    public async Task The_address_is_told_as_soon_as_it_is_known()
    {
        var first = await StartAsync("first");
        Assert.Null(first.Current.Leader!.Http);
        _http = "http://127.0.0.1:9444";
        await UntilAsync(() => first.Current.Leader!.Http == _http);
        Assert.Equal(1, first.Current.Epoch);
        Assert.Equal(first.Current.Leader, await new LeaderFile(_folder.Directory).ReadAsync(Stop));
    }

    [Fact]
    public async Task A_leader_that_cannot_look_writes_nothing_and_says_so_once()
    {
        var first = await StartAsync("first");
        File.Delete(_folder.PathOf(LeaderFile.FileName));
        Directory.CreateDirectory(_folder.PathOf(LeaderFile.FileName));
        await Assert.ThrowsAnyAsync<IOException>(async () => await first.HoldsAsync(1, Stop));
        await UntilAsync(() => _log.Count("Error 2043") == 1);
        await PassAsync(5);
        Assert.Equal(1, _log.Count("Error 2043"));
        Directory.Delete(_folder.PathOf(LeaderFile.FileName));
        Assert.True(await first.HoldsAsync(1, Stop));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_at_the_start()
    {
        var leadership = New("first", _folder.PathOf("none"));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => leadership.StartAsync(Stop));
    }

    private FileLeadership New(string identity, string directory)
    {
        var leadership = new FileLeadership(new AggregatorOptions { VariantsDirectory = directory, Identity = identity }, () => _http, _time, new TestLogger<FileLeadership>(_log));
        _started.Add(leadership);
        return leadership;
    }

    private async Task<FileLeadership> StartAsync(string identity)
    {
        var leadership = New(identity, _folder.Directory);
        await leadership.StartAsync(Stop);
        return leadership;
    }

    // Each look may take real time, in which a timer that is not set yet would be passed over: so each is given a chance.
    private async Task PassAsync(int periods)
    {
        for (var i = 0; i < periods; i++)
        {
            _time.Advance(FileLeadership.Period);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Stop);
        }
    }

    private Task UntilAsync(Func<bool> condition) => Until.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        return condition();
    });
}
