namespace Wva.Fleet.Tests;

/// <summary>Which replica belongs to which variant.</summary>
public sealed class JoinTests
{
    private readonly Story _story = new();

    [Fact]
    public void A_stream_joins_its_variant_by_pod_uid_whatever_its_model_is_called()
    {
        _story.Apply(_story.Serve("a", 0, Story.Engine(model: "other")), 0, Story.Page(running: 1, waiting: 0, kv: 0.1));
        Assert.Equal([("x", ""), ("y", "a")], Pods(Story.Variant("x", Story.Target(0)), Story.Variant("y", Story.Target(1, Story.Pod("a")))));
    }

    [Fact]
    public void A_pod_is_called_what_its_target_calls_it_and_told_apart_by_its_uid()
    {
        var identity = Story.Identity("a") with { Pod = "what the agent said" };
        _story.Apply(_story.Ledger.Open(identity, Story.At(0)), 0, Story.Page(running: 1, waiting: 0, kv: 0.1));
        var rows = _story.Snapshot(1, Story.Variant("v", Story.Target(2, Story.Pod("a"), Story.Pod("a") with { Uid = "uid-next" }))).Replicas;
        Assert.Equal([("a", "uid-a"), ("a", "uid-next")], rows.Select(row => (row.Pod, row.Uid)));
        Assert.Equal(("what the agent said", "uid-a"), (_story.Only(2).Pod, _story.Only(2).Uid));
    }

    [Fact]
    public void A_single_manifest_without_a_target_takes_every_stream()
    {
        _story.Serve("a", 0, Story.Engine(model: "other"));
        _story.Ledger.Open(Story.Identity("b", "elsewhere"), Story.At(0));
        Assert.Equal([("v", "a b")], Pods(Story.Variant("v")));
    }

    [Fact]
    public void Several_manifests_without_targets_take_the_streams_that_serve_their_model()
    {
        _story.Serve("a", 0, Story.Engine(model: "small"));
        _story.Serve("b", 0, Story.Engine(model: "large"));
        Assert.Equal([("x", "b"), ("y", "a")], Pods(Story.Variant("x", model: "large"), Story.Variant("y", model: "small")));
    }

    [Fact]
    public void A_stream_that_two_manifests_could_take_is_left_unassigned_and_visible()
    {
        _story.Serve("a", 0);
        Assert.Equal([("x", ""), ("y", "")], Pods(Story.Variant("x"), Story.Variant("y")));
        Assert.Equal("a", Assert.Single(_story.Ledger.Summary!.Unassigned).Pod);
    }

    [Fact]
    public void Of_two_manifests_with_one_model_the_one_of_the_pods_namespace_takes_it()
    {
        _story.Serve("a", 0);
        Assert.Equal([("x", "a"), ("x", "")], Pods(Story.Variant("x", space: "default"), Story.Variant("x", space: "other")));
    }

    [Fact]
    public void A_stream_of_no_pod_that_a_target_lists_is_unassigned()
    {
        _story.Serve("stranger", 0);
        Assert.Equal([("v", "a")], Pods(Story.Variant("v", Story.Target(1, Story.Pod("a")))));
        Assert.Equal("stranger", Assert.Single(_story.Ledger.Summary!.Unassigned).Pod);
    }

    [Fact]
    public void A_replica_is_gone_with_its_pod()
    {
        var stream = _story.Serve("a", 0);
        _story.Apply(stream, 0, Story.Page(running: 1, waiting: 0, kv: 0.1));
        Pods(Story.Variant("v", Story.Target(1, Story.Pod("a"))));
        _story.Ledger.Close(stream, Story.At(0));
        Assert.Equal([("v", "")], Pods(Story.Variant("v", Story.Target(0))));
        Assert.Empty(_story.Ledger.Known());
    }

    [Fact]
    public void A_pod_that_vanishes_from_the_target_for_a_moment_while_its_stream_is_open_keeps_its_numbers()
    {
        _story.Apply(_story.Serve("a", 0), 0, Story.Page(running: 7, waiting: 0, kv: 0.1));
        var listed = Story.Variant("v", Story.Target(1, Story.Pod("a")));
        _story.Snapshot(0, listed);
        _story.Snapshot(1, Story.Variant("v", Story.Target(1)));
        Assert.Equal(7, _story.Only(2, listed).Running);
    }

    [Fact]
    public void A_pod_that_two_targets_select_counts_once_in_the_first_by_name()
    {
        var target = Story.Target(1, Story.Pod("a"));
        Assert.Equal([("x", "a"), ("y", "")], Pods(Story.Variant("y", target), Story.Variant("x", target)));
    }

    [Fact]
    public void A_replica_that_starts_again_stays_in_the_variant_that_it_was_in()
    {
        _story.Ledger.Restore([new KnownReplica(Story.Identity("a"), new("default", "y"), Story.At(0), Served: true)], Story.At(0));
        _story.Ledger.Open(Story.Identity("a"), Story.At(1));
        Assert.Equal([("x", ""), ("y", "a")], Pods(Story.Variant("x"), Story.Variant("y")));
    }

    [Fact]
    public void Models_group_variants_by_namespace_and_model_in_a_fixed_order()
    {
        var models = _story.Ledger.Snapshot(
            [Story.Variant("c"), Story.Variant("b", model: "zeta"), Story.Variant("a"), Story.Variant("a", space: "another")],
            Story.At(0)).Models;
        Assert.Equal(
            "another/llama: a, default/llama: a c, default/zeta: b",
            string.Join(", ", models.Select(model => $"{model.Namespace}/{model.ModelId}: {string.Join(' ', model.Variants.Select(variant => variant.Spec.Key.Name))}")));
    }

    [Fact]
    public void Only_the_newest_stream_of_a_pod_counts()
    {
        var old = _story.Serve("a", 0);
        var current = _story.Serve("a", 1);
        _story.Apply(current, 1, Story.Page(running: 1, waiting: 0, kv: 0.1));
        _story.Apply(old, 2, Story.Page(running: 99, waiting: 99, kv: 0.99));
        _story.Ledger.Learn(old, Story.Engine(model: "old"), Story.At(2));
        _story.Beat(old, 20);
        _story.Ledger.Close(old, Story.At(20));
        var row = _story.Only(20);
        Assert.Equal((1, true), (row.Running, row.Stale));
    }

    private (string Variant, string Pods)[] Pods(params VariantInput[] variants) =>
    [
        .. _story.Ledger.Snapshot(variants, Story.At(1)).Models
            .SelectMany(model => model.Variants)
            .OrderBy(variant => variant.Spec.Key.Namespace, StringComparer.Ordinal)
            .ThenBy(variant => variant.Spec.Key.Name, StringComparer.Ordinal)
            .Select(variant => (variant.Spec.Key.Name, string.Join(' ', variant.Replicas.Select(row => row.Pod)))),
    ];
}
