using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Saturation;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;
using static Wva.Scaling.Tests.TokenRows;

namespace Wva.Scaling.Tests;

/// <summary>The token analyzer by default, where the published one has a weakness (reference, section 8).</summary>
public sealed class SaturationTests
{
    private const double TenMinutes = 600;

    [Fact]
    public void W8_a_queue_is_measured_against_what_the_memory_holds_not_against_what_is_in_it()
    {
        var model = Model(Variant("a", Row(8000, 16000, 6, 500, 100)).WithoutTemplate());

        Assert.Equal(5647.06, model.Published().Required, 0.01);
        Assert.Equal((11600, 847.06), (model.ByDefault().Least.Demand, Math.Round(model.ByDefault().Least.Required, 2)));
    }

    [Fact]
    public void W7_a_queue_alone_teaches_nothing()
    {
        var learned = Assert.Single(Model(Variant("a", Row(8000, 16000, 6, 100, 50) with { Running = 63 }).On("--max-num-seqs=64")).ByDefault().Learned).Value;

        Assert.Equal((16000, 1), (learned.KvTokens, learned.Ranks));
        Assert.Empty(learned.Residents);
    }

    [Fact]
    public void W7_a_full_engine_teaches_how_many_requests_it_holds_for_half_an_hour()
    {
        var idle = Model(Variant("a", Row(100, 16000, 0, 200, 100)).On("--max-num-seqs=8"));
        var learned = Model(Variant("a", Row(800, 16000, 6, 100, 50) with { Running = 8 }).On("--max-num-seqs=8")).ByDefault().Next();

        var soon = idle.ByDefault(learned, seconds: 60);
        var later = idle.ByDefault(soon.Next(), seconds: (30 * 60) + 1);

        Assert.Equal(new VariantCapacity(6.4 * 250, CapacitySources.History), soon.Least.Variants[0]);
        Assert.Equal(new VariantCapacity(8 * 250, CapacitySources.Derived), later.Least.Variants[0]);
    }

    [Fact]
    public void An_engine_that_holds_more_than_its_arguments_let_one_think_teaches_that_too()
    {
        var model = Model(Variant("a", Row(4000, 16000, 0, 100, 50)).On("--max-num-seqs=8"));
        var first = model.ByDefault();

        Assert.Equal(new VariantCapacity(1000, CapacitySources.Derived), first.Least.Variants[0]);
        Assert.Equal(new VariantCapacity(4000, CapacitySources.History), model.ByDefault(first.Next(), seconds: 30).Least.Variants[0]);
    }

    [Fact]
    public void W31_a_role_that_sleeps_is_not_a_role_that_is_silent()
    {
        var serving = Variant("p", Row(100, 16000, 0, 1000, 100)).Of(role: Role.Prefill).On();

        var analysis = (Model(serving, Variant("d").Of(role: Role.Decode).On()) with { SchedulerQueue = new SchedulerQueue(10, 0) }).ByDefault();

        Assert.Equal((Role.Decode, 11000 / 0.85), (analysis.Least.Roles[0].Role, analysis.Least.Roles[0].Required));
    }

    [Fact]
    public void W7_one_entry_in_three_minutes_and_ten_at_most()
    {
        var full = Model(Variant("a", Row(800, 16000, 6, 100, 50) with { Running = 8 }).On("--max-num-seqs=8"));
        var learned = LearnedState.Settled;
        for (var seconds = 0; seconds < 20 * 60; seconds += 10)
        {
            learned = full.ByDefault(learned, seconds: seconds).Next();
        }

        Assert.Equal(7, Assert.Single(learned.Capacities).Value.Residents.Length);
        for (var seconds = 20 * 60; seconds < 3600; seconds += 180)
        {
            learned = full.ByDefault(learned, seconds: seconds).Next();
        }

        Assert.Equal(10, Assert.Single(learned.Capacities).Value.Residents.Length);
    }

    [Fact]
    public void W19_capacity_does_not_jump_where_outputs_get_a_token_longer()
    {
        var learned = Model(Variant("a", Row(800, 16000, 6, 100, 50) with { Running = 8 }).On("--max-num-seqs=8")).ByDefault().Next();

        var shorter = Model(Variant("a", Row(100, 16000, 0, 100, 99)).On("--max-num-seqs=8")).ByDefault(learned).Least.Variants[0].PerReplica;
        var longer = Model(Variant("a", Row(100, 16000, 0, 100, 101)).On("--max-num-seqs=8")).ByDefault(learned).Least.Variants[0].PerReplica;

        Assert.InRange(longer, shorter, shorter * 1.01);
    }

    [Fact]
    public void W9_the_tokens_of_one_step_are_never_taken_for_memory()
    {
        var model = Model(Variant("a", Unsized(0.9, 1, 500, 100)).On());

        var analysis = model.ByDefault();

        Assert.Equal(6553, model.Published().Variants[0].PerReplica);
        Assert.Equal((0, 0, 0), (analysis.Least.Variants[0].PerReplica, analysis.Least.Required, analysis.Most.Spare));
        Assert.Equal(ReasonCodes.CapacityUnknown, Assert.Single(analysis.VariantReasons).Code);
    }

    [Fact]
    public void W9_a_replica_of_unknown_capacity_keeps_its_siblings_from_scaling_in()
        => Assert.Equal(0, Model(Variant("a", Unsized(0.1)).On(), Variant("b", Row(1, 16000)).On("--block-size=32")).ByDefault().Most.Spare);

    [Fact]
    public void Memory_that_a_replica_hides_is_that_of_its_siblings_else_what_was_learned_else_what_arguments_say_else_a_twins()
    {
        var hidden = Unsized(0.5) with { Pod = "a-1" };
        var learned = Model(Variant("a", Row(1, 20000)).On()).ByDefault().Next();

        Assert.Equal(8000 + 5000, Model(Variant("a", Row(5000, 16000), hidden).On()).ByDefault().Least.Demand);
        Assert.Equal(10000, Model(Variant("a", hidden).On()).ByDefault(learned).Least.Demand);
        Assert.Equal(15000, Model(Variant("a", hidden).On("--num-gpu-blocks-override=1875")).ByDefault().Least.Demand);
        Assert.Equal(6000 + 1, Model(Variant("a", hidden).On(), Variant("b", Row(1, 12000)).On()).ByDefault().Least.Demand);
    }

    [Fact]
    public void What_was_learned_means_nothing_for_another_template_nor_after_a_week()
    {
        var learned = Model(Variant("a", Row(1, 20000)).On() with { PodTemplateHash = "one" }).ByDefault().Next();

        Assert.Equal(16000, Sleeping("one", 0));
        Assert.Equal(0, Sleeping("two", 0));
        Assert.Equal(0, Sleeping("one", 8 * 24 * 3600));

        double Sleeping(string hash, double seconds) => Model(Variant("a").On() with { PodTemplateHash = hash }).ByDefault(learned, seconds: seconds).Least.Variants[0].PerReplica;
    }

    [Fact]
    public void Nothing_is_learned_while_pods_of_two_templates_run()
        => Assert.Empty(Model(Variant("a", Row(1, 20000)).On() with { Rollout = true }).ByDefault().Learned);

    [Fact]
    public void W10_ranks_of_one_pod_are_one_replica()
    {
        var ranks = Enumerable.Range(0, 24).Select(i => Row(7916, 16000, pod: $"a-{i / 8}") with { Rank = $"{i % 8}" }).ToArray();

        AssertPods(Model(Variant("a", ranks).On()).ByDefault());
    }

    [Fact]
    public void W10_and_so_they_are_where_each_is_listed_as_a_pod_of_its_own()
    {
        var ranks = Enumerable.Range(0, 24).Select(i => Row(7916, 16000, pod: $"a-{i:00}")).ToArray();

        AssertPods(Model(Variant("a", ranks).On() with { Current = 3 }).ByDefault());
    }

    [Fact]
    public void W11_a_variant_that_is_starting_counts_with_what_its_twin_holds()
    {
        var analysis = Model(Variant("a", Row(20000, 16000)).On(), Variant("b", Starting("b-0")).On()).ByDefault();

        Assert.Equal((12800, 25600), (analysis.Least.Supply, analysis.Least.Anticipated));
        Assert.Equal([1L, 1L], analysis.Replicas);
    }

    [Fact]
    public void Without_memory_or_a_twin_it_counts_with_no_more_than_any_sibling_is_seen_to_hold()
    {
        Assert.Equal(12800, Model(Variant("a", Row(1, 16000, 0, 500, 100)).On(), Variant("b", Starting("b-0")).On("--block-size=32")).ByDefault().Least.Variants[1].PerReplica);
        Assert.Equal(0, Model(Variant("a", Unsized(0.5, 0, 500, 100)).On(), Variant("b", Starting("b-0")).On("--block-size=32")).ByDefault().Least.Variants[1].PerReplica);
    }

    [Fact]
    public void W3_a_stale_replica_asks_for_no_more_than_itself_and_offers_no_room()
    {
        var crowded = Model(Variant("a", Row(16000, 16000, 4, 1000, 1000, "a-0").Stale(), Row(5000, 16000, pod: "a-1")).On("--num-gpu-blocks-override=1000")).ByDefault();
        var idle = Model(Variant("a", Row(100, 16000, pod: "a-0").Stale(), Row(100, 16000, pod: "a-1"), Row(100, 16000, pod: "a-2")).On()).ByDefault();

        Assert.Equal(0, crowded.Least.Required);
        Assert.Equal((300, 13000), (idle.Least.Demand, idle.Most.Demand));
    }

    [Fact]
    public void A_number_that_is_missing_neither_asks_for_more_nor_offers_room()
    {
        var analysis = Model(Variant("a", Row(0, 16000, pod: "a-0") with { TokensInUse = null, KvCacheUsage = null, Waiting = 2, AvgInputTokens = 100 }, Row(100, 16000, pod: "a-1")).On()).ByDefault();

        Assert.Equal((300, 12900), (analysis.Least.Demand, analysis.Most.Demand));
    }

    [Fact]
    public void A_pod_that_was_silent_for_too_long_is_as_full_as_its_siblings_or_full_where_it_has_none()
    {
        var silent = Row(100, 16000, pod: "a-0").Silent(TenMinutes + 1);
        var fresh = Row(6400, 16000, pod: "a-1");

        Assert.Equal((12800, 12800), Demand(Model(Variant("a", silent, fresh).On()).ByDefault()));
        Assert.Equal((12800, 12800), Demand(Model(Variant("a", silent).On(), Variant("b", fresh).On()).ByDefault()));
        Assert.Equal((12800 + 100, 12800 + 100), Demand(Model(Variant("a", silent).On(), Variant("b", Row(100, 16000)).Of(role: Role.Decode).On()).ByDefault()));

        static (double Least, double Most) Demand(SaturationAnalysis analysis) => (analysis.Least.Demand, analysis.Most.Demand);
    }

    [Fact]
    public void A_role_without_a_fresh_sample_neither_grows_nor_scales_in()
    {
        var silent = Variant("p", Row(16000, 16000).Stale()).Of(role: Role.Prefill).On();
        var crowded = Variant("d", Row(16000, 16000, 0, 1000, 100)).Of(role: Role.Decode).On();

        var analysis = (Model(silent, crowded) with { SchedulerQueue = new SchedulerQueue(100, 0) }).ByDefault();

        Assert.Equal([(Role.Decode, true), (Role.Prefill, false)], analysis.Least.Roles.Select(r => (r.Role, r.Required > 0)));
    }

    [Fact]
    public void Without_any_fresh_sample_nothing_is_asked_for_whatever_is_queued()
    {
        var analysis = (Model(Variant("a", Row(16000, 16000, 9, 1000, 100).Stale()).On()) with { SchedulerQueue = new SchedulerQueue(1000, 0) }).ByDefault();

        Assert.Equal((Signal.Lost, 0, 0, false), (analysis.Signal, analysis.Least.Required, analysis.Most.Spare, analysis.Least.Live));
        Assert.Equal(ReasonCodes.SignalsLost, analysis.Reason.Code);
    }

    [Fact]
    public void Requests_of_unknown_length_fill_an_engine_where_so_many_wait_as_saturate_it()
    {
        Assert.Equal(12800, Model(Variant("a", Row(100, 16000, 5)).On()).ByDefault().Least.Demand);
        Assert.Equal(100, Model(Variant("a", Row(100, 16000, 4)).On()).ByDefault().Most.Demand);
    }

    private static void AssertPods(SaturationAnalysis analysis)
    {
        Assert.Equal(102400, analysis.Least.Variants[0].PerReplica);
        Assert.Equal((307200, 35794), (analysis.Least.Supply, Math.Round(analysis.Most.Spare)));
        Assert.Equal([3L], analysis.Replicas);
    }
}
