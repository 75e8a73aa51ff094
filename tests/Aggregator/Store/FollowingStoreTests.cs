using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Options;
using Wva.Aggregator.Store;
using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Tests.Store;

/// <summary>The store of an aggregator that stands by: it reads what the other one writes, and writes nothing.</summary>
public sealed class FollowingStoreTests : IAsyncDisposable
{
    private static readonly VariantKey Key = new("ns", "v");

    private readonly VariantFolderFake _folder = new();
    private readonly FakeTimeProvider _time = new(World.Noon);
    private readonly LogLines _log = new();
    private readonly LeadershipFake _leadership = new();
    private readonly DirectoryStore _store;

    public FollowingStoreTests()
    {
        _store = new DirectoryStore(new AggregatorOptions { VariantsDirectory = _folder.Directory }, _leadership, _time, new TestLogger<DirectoryStore>(_log));
        _folder.WriteManifest("v");
    }

    public async ValueTask DisposeAsync()
    {
        await _store.StopAsync(CancellationToken.None);
        _store.Dispose();
        _folder.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task It_shows_the_status_that_another_one_writes()
    {
        _leadership.Lose();
        await StartAsync();
        Assert.Null(Published());
        WriteStatus(3);
        await UntilAsync(() => Published() == 3);
        WriteStatus(4);
        await UntilAsync(() => Published() == 4);
    }

    [Fact]
    public async Task An_edit_that_only_the_other_one_saw_counts_in_the_generation()
    {
        _leadership.Lose();
        await StartAsync();
        WriteStatus(3, generation: 5);
        await UntilAsync(() => _store.Current.Variants[0].Resource.Metadata.Generation == 5);
        _folder.WriteManifest("v", "modelID: another");
        await UntilAsync(() => _store.Current.Variants[0].Resource.Metadata.Generation == 6);
    }

    [Fact]
    public async Task It_removes_no_status_and_whoever_decides_next_does()
    {
        await StartAsync();
        WriteStatus(3);
        _leadership.Lose();
        File.Delete(_folder.PathOf("v.yaml"));
        await UntilAsync(() => _store.Current.Variants.IsEmpty);
        Assert.True(File.Exists(_folder.PathOf("v.status.yaml")));
        _leadership.Win();
        await _store.ReadAgainAsync(TestContext.Current.CancellationToken);
        Assert.False(File.Exists(_folder.PathOf("v.status.yaml")));
    }

    [Fact]
    public async Task What_was_decided_in_a_term_that_is_over_is_not_written()
    {
        await StartAsync();
        _leadership.Lose();
        await Assert.ThrowsAsync<LeadershipLostException>(() => PublishAsync(LeadershipFake.Epoch));
        await Assert.ThrowsAsync<LeadershipLostException>(() => SaveAsync(LeadershipFake.Epoch));
        _leadership.Win();
        await Assert.ThrowsAsync<LeadershipLostException>(() => PublishAsync(LeadershipFake.Epoch));
        Assert.Null(_folder.Status("v"));
        Assert.False(File.Exists(_folder.PathOf(DirectoryStore.StateFileName)));

        await SaveAsync(_leadership.Current.Epoch!.Value);
        await PublishAsync(_leadership.Current.Epoch!.Value);
        Assert.Equal(1, _folder.Status("v")!.ObservedGeneration);
        Assert.True(File.Exists(_folder.PathOf(DirectoryStore.StateFileName)));
    }

    [Fact]
    public async Task A_new_term_begins_with_the_status_that_the_last_one_left_however_alike_the_files_look()
    {
        await StartAsync();
        WriteStatus(3);
        await _store.ReadAgainAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, Published());
        var written = File.GetLastWriteTimeUtc(_folder.PathOf("v.status.yaml"));
        WriteStatus(4);
        File.SetLastWriteTimeUtc(_folder.PathOf("v.status.yaml"), written);
        await _store.ReadAgainAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4, Published());
    }

    private Task StartAsync() => _store.StartAsync(TestContext.Current.CancellationToken);

    private int? Published() => _store.Current.Variants[0].Resource.Status?.DesiredOptimizedAlloc?.NumReplicas;

    private Task PublishAsync(long epoch) => _store.PublishAsync(Key, new VariantAutoscalingStatus { ObservedGeneration = 1 }, epoch, TestContext.Current.CancellationToken);

    private Task SaveAsync(long epoch) => _store.SaveStateAsync(new StateFile(LearnedState.Settled, [], World.Noon), epoch, TestContext.Current.CancellationToken);

    private void WriteStatus(int replicas, long generation = 1) => _folder.Write("v.status.yaml", StatusYaml.Write(Key, new VariantAutoscalingStatus
    {
        ObservedGeneration = generation,
        DesiredOptimizedAlloc = new DesiredAllocation(replicas, null, World.Noon),
    }));

    private Task UntilAsync(Func<bool> condition) => Until.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return condition();
    });
}
