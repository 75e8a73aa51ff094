using Microsoft.Extensions.Time.Testing;
using Wva.Aggregator.Options;
using Wva.Aggregator.Store;
using Wva.Aggregator.Tests.Fakes;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator.Tests.Store;

public sealed class DirectoryStoreTests : IAsyncDisposable
{
    private readonly VariantFolderFake _folder = new();
    private readonly FakeTimeProvider _time = new(World.Noon);
    private readonly LogLines _log = new();
    private readonly LeadershipFake _leadership = new();
    private readonly DirectoryStore _store;

    public DirectoryStoreTests()
    {
        _store = new DirectoryStore(new AggregatorOptions { VariantsDirectory = _folder.Directory }, _leadership, _time, new TestLogger<DirectoryStore>(_log));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.StopAsync(CancellationToken.None);
        _store.Dispose();
        _folder.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_bad_manifest_gets_one_error_that_names_file_and_field_and_the_others_stand()
    {
        _folder.WriteManifest("good");
        _folder.WriteManifest("bad", "modelID: m, variantCost: 5.0");
        await StartAsync();
        await LookAsync(3);
        Assert.Equal("ns/good", Names());
        Assert.Equal("Error 2020 bad.yaml: spec.variantCost: '5.0' is of the wrong type; allowed: a text (put it in quotes) ", Assert.Single(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal)));
        Assert.Equal("bad.yaml", Assert.Single(_store.Current.Problems).Source);
    }

    [Fact]
    public async Task A_manifest_that_turns_bad_stays_in_force_as_it_was_says_so_and_is_put_right()
    {
        _folder.WriteManifest("v", "modelID: m, maxReplicas: 5");
        await StartAsync();
        _folder.WriteManifest("v", "modelID: m, maxReplicas: many");
        await UntilAsync(() => _store.Current.Problems.Length == 1);
        var stored = Assert.Single(_store.Current.Variants);
        Assert.Equal(5, stored.Spec.Max);
        Assert.Contains("v.yaml: spec.maxReplicas: 'many'", stored.Problem, StringComparison.Ordinal);
        Assert.EndsWith("the last good one stays in force", _store.Current.Problems[0].Message, StringComparison.Ordinal);

        _folder.WriteManifest("v", "modelID: m, maxReplicas: 6");
        await UntilAsync(() => _store.Current.Problems.IsEmpty);
        Assert.Equal((6, 2), (_store.Current.Variants[0].Spec.Max, _store.Current.Variants[0].Resource.Metadata.Generation));
        Assert.Equal(1, _log.Count("2021 v.yaml"));
    }

    [Fact]
    public async Task One_variant_in_two_files_is_an_error_naming_both_and_the_one_in_force_stays()
    {
        _folder.WriteManifest("b", "modelID: first", objectName: "v");
        await StartAsync();
        _folder.WriteManifest("a", "modelID: second", objectName: "v");
        await UntilAsync(() => _store.Current.Problems.Length == 1);
        Assert.Equal("first", Assert.Single(_store.Current.Variants).Spec.ModelId);
        Assert.Equal(new StoreProblem("a.yaml", "metadata.name: ns/v is described by b.yaml too; allowed: one file a variant; b.yaml stays in force"), _store.Current.Problems[0]);

        File.Delete(_folder.PathOf("b.yaml"));
        await UntilAsync(() => _store.Current.Problems.IsEmpty);
        Assert.Equal("second", Assert.Single(_store.Current.Variants).Spec.ModelId);
    }

    [Fact]
    public async Task A_manifest_taken_away_takes_its_variant_and_its_status_with_it_and_one_that_is_only_being_saved_does_not()
    {
        _folder.WriteManifest("v");
        await StartAsync();
        var key = new VariantKey("ns", "v");
        await _store.PublishAsync(key, new VariantAutoscalingStatus { ObservedGeneration = 1 }, LeadershipFake.Epoch, CancellationToken.None);
        File.Delete(_folder.PathOf("v.yaml"));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("ns/v", Names());
        await UntilAsync(() => _store.Current.Variants.IsEmpty);
        Assert.False(File.Exists(_folder.PathOf("v.status.yaml")));
        await _store.PublishAsync(key, new VariantAutoscalingStatus { ObservedGeneration = 1 }, LeadershipFake.Epoch, CancellationToken.None);
        Assert.False(File.Exists(_folder.PathOf("v.status.yaml")));
    }

    [Fact]
    public async Task Targets_and_the_policy_are_watched_and_bad_ones_leave_the_last_good_in_force()
    {
        _folder.WriteManifest("v");
        await StartAsync();
        Assert.Equal(TargetState.NotTold, _store.Current.Variants[0].TargetState);
        _folder.WriteTarget("v", new ScaleTarget { Replicas = 4 });
        _folder.WritePolicy("kvCacheThreshold: 0.9\n");
        await UntilAsync(() => _store.Current.Policy.KvCacheThreshold is 0.9 && _store.Current.Variants[0].Target?.Replicas == 4);

        _folder.Write("v.target.yaml", "replicas: -1\n");
        _folder.WritePolicy("kvCacheThreshold: 9\nkvCacheTreshold: 1\n");
        await UntilAsync(() => _store.Current.Problems.Length == 2);
        Assert.Equal((0.9, 4), (_store.Current.Policy.KvCacheThreshold, _store.Current.Variants[0].Target!.Replicas));
        Assert.Contains(_store.Current.Problems, problem => problem.Source == "policy.yaml" && problem.Message.Contains("kvCacheThreshold: '9'", StringComparison.Ordinal) && problem.Message.Contains("kvCacheTreshold", StringComparison.Ordinal));
        Assert.Contains(_store.Current.Problems, problem => problem.Source == "v.target.yaml" && problem.Message.Contains("replicas", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statuses_targets_policies_and_half_written_files_are_no_manifests()
    {
        foreach (var name in (string[])["x.status.yaml", "x.target.yaml", ".half.yaml", "x.yaml.tmp", "notes.txt"])
        {
            _folder.Write(name, "nonsense");
        }

        await StartAsync();
        Assert.Empty(_store.Current.Variants);
        Assert.Empty(_store.Current.Problems);
    }

    [Fact]
    public async Task An_edit_made_while_nobody_looked_counts_as_another_generation()
    {
        _folder.WriteManifest("v");
        _folder.Write("v.status.yaml", StatusYaml.Write(new VariantKey("ns", "v"), new VariantAutoscalingStatus { ObservedGeneration = 7 }));
        File.SetLastWriteTimeUtc(_folder.PathOf("v.yaml"), File.GetLastWriteTimeUtc(_folder.PathOf("v.status.yaml")).AddSeconds(1));
        await StartAsync();
        Assert.Equal(8, _store.Current.Variants[0].Resource.Metadata.Generation);
    }

    [Fact]
    public async Task Whoever_waits_for_a_change_is_woken_by_it_and_not_by_a_status()
    {
        _folder.WriteManifest("v");
        await StartAsync();
        var changed = _store.WaitForChangeAsync(_store.Current, TestContext.Current.CancellationToken);
        await _store.PublishAsync(new VariantKey("ns", "v"), new VariantAutoscalingStatus { ObservedGeneration = 1 }, LeadershipFake.Epoch, CancellationToken.None);
        await LookAsync(2);
        Assert.False(changed.IsCompleted);
        _folder.WriteManifest("w");
        await UntilAsync(() => changed.IsCompleted);
        await changed;
    }

    [Fact]
    public async Task A_warning_is_told_once()
    {
        _folder.WriteManifest("v", "modelID: m, colour: red");
        await StartAsync();
        await LookAsync(3);
        Assert.Equal(1, _log.Count("2022 v.yaml: spec.colour"));
    }

    [Fact]
    public async Task A_warning_of_the_policy_is_told_once_too()
    {
        _folder.WritePolicy("kvCacheThreshold: 0.1\nkvSpareTrigger: 0.1\n");
        await StartAsync();
        await LookAsync(3);
        Assert.Equal(1, _log.Count("Warning 2022 policy.yaml: kvSpareTrigger"));
    }

    [Fact]
    public async Task A_schedule_that_raises_variants_of_several_namespaces_is_warned_of()
    {
        _folder.WriteManifest("v", space: "a");
        _folder.WriteManifest("w", objectName: "v", space: "b");
        _folder.WritePolicy("schedules: [{variant: v, min: 2, from: \"08:00\", to: \"20:00\"}]\n");
        await StartAsync();
        await LookAsync(3);
        Assert.Equal(1, _log.Count("Warning 2022 policy.yaml: schedules[0].variant: raises 'v' in each of a, b;"));
    }

    private string Names() => string.Join(' ', _store.Current.Variants.Select(stored => stored.Spec.Key));

    private Task StartAsync() => _store.StartAsync(TestContext.Current.CancellationToken);

    private async Task LookAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Advance(DirectoryStore.LookPeriod);
            await Task.Yield();
        }
    }

    private Task UntilAsync(Func<bool> condition) => Until.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return condition();
    });
}
