using Microsoft.Extensions.Time.Testing;
using Wva.Local.Watch;

namespace Wva.Local.Tests;

public sealed class StatusWatcherTests : IDisposable
{
    private const string NoNumber = "status: {conditions: [{type: Ready, status: 'False', reason: MetricsMissing}]}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly List<PublishedStatus> _seen = [];

    [Fact]
    public async Task Each_new_state_of_the_file_is_seen_once_also_where_it_appears_later()
    {
        using var stop = new CancellationTokenSource();
        var watching = new StatusWatcher(Path.Combine(_folder, "v.status.yaml"), _time).WatchAsync(_seen.Add, stop.Token);

        await LookAsync(0);
        Write(NoNumber);
        await LookAsync(1);
        Write(Status(2, "KvCacheHigh"));
        await LookAsync(2);
        await LookAsync(2);
        Write(Status(13, "QueueLong"));
        await stop.CancelAsync();
        await watching;

        Assert.Equal([new PublishedStatus(null, "", ""), new PublishedStatus(2, "KvCacheHigh", "why: so"), new PublishedStatus(13, "QueueLong", "why: so")], _seen);
    }

    [Fact]
    public async Task What_cannot_be_read_just_now_is_looked_at_again()
    {
        using var stop = new CancellationTokenSource();
        var path = Path.Combine(_folder, "v.status.yaml");
        Directory.CreateDirectory(path);
        var watching = new StatusWatcher(path, _time).WatchAsync(_seen.Add, stop.Token);

        await LookAsync(0);
        Assert.False(watching.IsFaulted);
        Directory.Delete(path);
        Write(Status(2, "KvCacheHigh"));
        await stop.CancelAsync();
        await watching;

        Assert.Equal([new PublishedStatus(2, "KvCacheHigh", "why: so")], _seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("status")]
    [InlineData("{")]
    [InlineData("spec: {}")]
    public void A_text_that_is_no_status_is_none(string text) => Assert.Null(PublishedStatus.Read(text));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Status(int replicas, string reason) =>
        $"status:\n  desiredOptimizedAlloc:\n    numReplicas: {replicas}\n  lastDecision:\n    to: {replicas}\n    reason: {reason}\n    message: \"why: so\"\n";

    private void Write(string text)
    {
        var temporary = Path.Combine(_folder, "new");
        File.WriteAllText(temporary, text);
        File.Move(temporary, Path.Combine(_folder, "v.status.yaml"), overwrite: true);
    }

    // A tick of the fake clock starts a look on some thread of the pool; how many have come of it is what can be waited for.
    private async Task LookAsync(int expected)
    {
        do
        {
            _time.Advance(StatusWatcher.Period);
            await Task.Yield();
        }
        while (_seen.Count < expected);
        Assert.Equal(expected, _seen.Count);
    }
}
