using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Options;
using Wva.Aggregator.Store;
using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Store;

/// <summary>Statuses whose variant is gone.</summary>
public sealed class OrphanTests : IAsyncDisposable
{
    private readonly VariantFolderFake _folder = new();
    private readonly FakeTimeProvider _time = new(World.Noon);
    private readonly LogLines _log = new();
    private readonly DirectoryStore _store;

    public OrphanTests() => _store = new DirectoryStore(new AggregatorOptions { VariantsDirectory = _folder.Directory }, new LeadershipFake(), _time, new TestLogger<DirectoryStore>(_log));

    public async ValueTask DisposeAsync()
    {
        await _store.StopAsync(CancellationToken.None);
        _store.Dispose();
        _folder.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_status_whose_manifest_was_removed_while_nobody_looked_is_removed_when_a_term_begins_and_no_other_file_is()
    {
        WriteStatus("gone");
        WriteStatus("bad");
        _folder.WriteManifest("bad", "modelID: m, maxReplicas: many");
        _folder.Write("notes.status.yaml", "none of ours");
        await _store.StartAsync(TestContext.Current.CancellationToken);
        await _store.ReadAgainAsync(TestContext.Current.CancellationToken);
        Assert.False(File.Exists(_folder.PathOf("gone.status.yaml")));
        Assert.True(File.Exists(_folder.PathOf("bad.status.yaml")));
        Assert.True(File.Exists(_folder.PathOf("notes.status.yaml")));
    }

    [Fact]
    public async Task A_status_that_cannot_be_removed_keeps_nobody_from_hearing_that_its_variant_is_gone()
    {
        _folder.WriteManifest("v");
        await _store.StartAsync(TestContext.Current.CancellationToken);
        var changed = _store.WaitForChangeAsync(_store.Current, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_folder.PathOf("v.status.yaml"));
        File.Delete(_folder.PathOf("v.yaml"));
        await Until.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return _store.Current.Variants.IsEmpty;
        });
        await Until.TrueAsync(() => changed.IsCompleted && _log.Count("2024 ns/v") == 1);
    }

    private void WriteStatus(string name) =>
        _folder.Write(name + ".status.yaml", StatusYaml.Write(new VariantKey("ns", name), new VariantAutoscalingStatus { ObservedGeneration = 1 }));
}
