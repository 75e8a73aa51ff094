using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.EngineArguments;
using Wva.Scaling.Analysis.Saturation;
using Wva.Scaling.Inputs;
using static Wva.Scaling.Tests.Fleets;
using static Wva.Scaling.Tests.TokenRows;

namespace Wva.Scaling.Tests;

/// <summary>The published token analyzer's own cases (reference, section 9.2), by id. Rows are used, total, waiting, prompt, output.</summary>
public sealed class PublishedSaturationTests
{
    public static TheoryData<string, double[][], string[], double, string> Capacities => new()
    {
        { "V2-01", [[5000, 16000, 0, 100, 50]], ["none"], 12800, "P4-memory" },
        { "V2-02", [[8000, 16000, 6, 100, 50]], ["none"], 8000, "P1-observed" },
        { "V2-05", [[8000, 16000, 6, 100, 50], [6000, 16000, 2, 100, 50]], ["none"], 8000, "P2-history" },
        { "V2-06", [[8000, 16000, 6, 100, 50], [6000, 16000, 2, 100, 600]], ["none"], 12800, "P4-memory" },
        { "V2-07", [[5000, 16000, 2, 500, 100]], ["--max-num-batched-tokens=2048"], 12800, "P3-derived" },
        { "V2-08", [[5000, 16000, 0, 0, 0]], [], 12800, "P4-memory" },
    };

    [Theory]
    [MemberData(nameof(Capacities))]
    public void Capacity_is_what_memory_and_pace_allow(string id, double[][] rows, string[] arguments, double capacity, string source)
    {
        var store = PublishedStore.From(null);
        VariantCapacity last = default;
        foreach (var row in rows)
        {
            var variant = Variant("a", Row(row[0], row[1], row[2], row[3], row[4]));
            last = Model(arguments is ["none"] ? variant.WithoutTemplate() : variant.On(arguments)).Published(store).Variants[0];
        }

        Assert.True((capacity, source) == (last.PerReplica, last.Source), $"{id}: {last}");
    }

    [Fact]
    public void V2_04_what_was_resident_while_requests_queued_is_stored_by_model_hardware_and_length()
    {
        var store = PublishedStore.From(null);

        Model(Variant("a", Row(8000, 16000, 6, 100, 50)).On()).Published(store);

        var history = Assert.Single(store.ToMemory().Histories);
        Assert.Equal(("m", "H100", 1, "short", 8000), (history.ModelId, history.Accelerator, history.GpusPerReplica, history.OutputLength, Assert.Single(history.Tokens)));
    }

    public static TheoryData<string, double, bool, string[], double, string> Unseen => new()
    {
        { "V2-10, V2-38", 12000, true, [], 12000, "P0-store" },
        { "V2-11", 0, false, [], 140800, "P0-store" },
        { "V2-13", 0, false, ["--num-gpu-blocks-override=1875"], 24000, "P0-store" },
        { "V2-38", 0, false, ["none"], 0, "no-data" },
    };

    [Theory]
    [MemberData(nameof(Unseen))]
    public void Without_rows_capacity_is_stored_or_estimated(string id, double stored, bool live, string[] arguments, double capacity, string source)
    {
        var variant = arguments is ["none"] ? Variant("a").WithoutTemplate() : Variant("a").On(arguments);
        var ballot = Model(variant, Seen(500, 100)).Published(stored > 0 ? Storing(stored, live) : null);

        Assert.True((capacity, source, false) == (ballot.Variants[0].PerReplica, ballot.Variants[0].Source, ballot.Variants[0].Measured), $"{id}: {ballot.Variants[0]}");
    }

    [Fact]
    public void V2_14_without_any_request_the_tokens_of_one_step_stand_for_capacity()
        => Assert.Equal(8192, Model(Variant("a").On(), Seen(0, 0)).Published().Variants[0].PerReplica);

    [Theory]
    [InlineData("V2-16", 8192, 64, 100, 200, 12800)]
    [InlineData("V2-07", 2048, 256, 500, 100, 140800)]
    [InlineData("V2-17", 8192, 64, 100, 0, 0)]
    [InlineData("V2-17", 0, 64, 100, 200, 0)]
    [InlineData("V2-17", 8192, 0, 100, 200, 0)]
    public void Pace_follows_from_budget_and_length(string id, double budget, double sequences, double input, double output, double tokens)
        => Assert.True(tokens.Equals(Tokens.SteadyState(budget, sequences, input, output)), id);

    /// <summary>Tokens used by prefill and by decode, requests and bytes at the router, and demand of model, prefill, decode; -1 is a role that is not there.</summary>
    [Theory]
    [InlineData("V2-20", 0, 0, 10, 0, 1500, 1000, 1500)]
    [InlineData("V2-22", 3000, 2000, 10, 0, 6500, 4000, 3500)]
    [InlineData("V2-23", 5000, -1, 10, 0, 6500, 6000, -1)]
    public void Requests_at_the_router_are_demand_of_the_roles_that_are_there(string id, double prefill, double decode, double requests, double bytes, double model, double ofPrefill, double ofDecode)
    {
        var variants = new[] { Variant("p", Row(prefill, 16000, 0, 100, 50)).Of(role: Role.Prefill), Variant("d", Row(decode, 16000, 0, 100, 50)).Of(role: Role.Decode) };
        var ballot = (Model(decode < 0 ? [variants[0]] : variants) with { SchedulerQueue = new SchedulerQueue(requests, bytes) }).Published();

        var demand = ballot.Roles.ToDictionary(r => r.Role, r => r.Demand);
        Assert.True((model, ofPrefill, ofDecode) == (ballot.Demand, demand[Role.Prefill], demand.GetValueOrDefault(Role.Decode, -1)), $"{id}: {ballot.Demand} {string.Join(' ', demand)}");
    }

    [Theory]
    [InlineData("V2-19", 10, 20000, 0, 10500)]
    [InlineData("hits cut prompts only", 10, 20000, 0.5, 8000)]
    [InlineData("requests alone", 10, 0, 0, 6500)]
    [InlineData("nothing queued", 0, 0, 0, 5000)]
    public void Prompts_at_the_router_are_the_larger_of_bytes_and_count(string id, double requests, double bytes, double hit, double demand)
    {
        var model = Model(Variant("a", Row(5000, 16000, 0, 100, 50) with { PrefixHitRate = hit }).On()) with { SchedulerQueue = new SchedulerQueue(requests, bytes) };

        Assert.True(demand.Equals(model.Published().Demand), id);
    }

    [Theory]
    [InlineData("V2-25", 10000, 0.6, 0, 0, 0, Role.Both, 8000, 4800)]
    [InlineData("V2-26", 10000, 1.0, 0, 0, 0, Role.Both, 8000, 8000)]
    [InlineData("V2-28", 10000, 0.5, 3, 500, 0, Role.Both, 8000, 5500)]
    [InlineData("V2-29 prefill", 10000, 0.5, 3, 500, 250, Role.Prefill, 8000, 5500)]
    [InlineData("V2-29 decode", 10000, 0.5, 3, 500, 250, Role.Decode, 8000, 6250)]
    [InlineData("V2-31", 8192, 0.10, 2, 200, 100, Role.Decode, 6553, 1255)]
    public void A_replica_that_hides_its_memory_takes_what_is_stored(string id, double stored, double usage, double waiting, double input, double output, Role role, double capacity, double demand)
    {
        var ballot = Model(Variant("a", Unsized(usage, waiting, input, output)).Of(role: role).WithoutTemplate()).Published(Storing(stored));

        Assert.True((capacity, demand) == (ballot.Variants[0].PerReplica, ballot.Demand), $"{id}: {ballot.Variants[0].PerReplica} {ballot.Demand}");
    }

    [Fact]
    public void V2_32_and_is_ignored_where_nothing_is_stored()
    {
        var ballot = Model(Variant("a", Unsized(0.6)).WithoutTemplate()).Published();

        Assert.Equal((0, "no-data", false, 0), (ballot.Variants[0].PerReplica, ballot.Variants[0].Source, ballot.Informative, ballot.Demand));
    }

    [Theory]
    [InlineData("V2-34 decode", 4, false, 0, 50, 200)]
    [InlineData("V2-34 prefill", 4, true, 0, 50, 0)]
    [InlineData("V2-35", 0, false, 100, 50, 0)]
    [InlineData("V2-35", -3, false, 100, 50, 0)]
    [InlineData("V2-35", 4, false, double.NaN, 50, 0)]
    [InlineData("V2-35", 4, false, double.PositiveInfinity, 50, 0)]
    [InlineData("V2-35", 1e9, false, 1e10, 0, 0)]
    public void Waiting_requests_are_tokens_where_the_product_makes_sense(string id, double waiting, bool prefillOnly, double input, double output, double tokens)
        => Assert.True(tokens.Equals(Tokens.Waiting(waiting, prefillOnly, input, output)), id);

    public static TheoryData<double, double[]> Medians => new() { { 4, [1, 3, 5, 7] }, { 3, [5, 1, 3] }, { 9, [9] }, { 0, [] }, { 2, [1, 4] } };

    [Theory]
    [MemberData(nameof(Medians))]
    public void V2_37_the_median_of_an_even_count_is_truncated(double median, double[] values) => Assert.Equal(median, Tokens.Median(values));

    [Fact]
    public void V2_44_a_template_never_goes_before_what_a_replica_showed()
    {
        var store = Storing(12000);

        store.Preload(Model(), Variant("a").On());

        Assert.Equal((true, 12000), (store.Find(Model(), Variant("a"))!.Record.Live, store.Find(Model(), Variant("a"))!.Record.EffectiveTokens));
    }

    [Fact]
    public void V2_46_a_twin_in_another_namespace_is_found_and_a_live_one_goes_first()
    {
        var store = PublishedStore.From(null);
        var elsewhere = new ModelSnapshot("other", "m", []);
        store.Preload(Model(), Variant("a").On());
        var looking = PublishedStore.Blank(Model(), Variant("z").On());
        var settings = EngineSettingsReader.Read([], "vllm");

        var template = store.Compatible(looking, settings, liveOnly: false);
        store.Preload(elsewhere, Variant("b").On());
        store.Show(elsewhere, Variant("b").On(), 7000, 9000);

        Assert.Equal("a", template!.Variant);
        Assert.Equal(("other", 7000), (store.Compatible(looking, settings, liveOnly: false)!.Namespace, store.Compatible(looking, settings, liveOnly: false)!.EffectiveTokens));
        Assert.Null(store.Compatible(looking with { GpusPerReplica = 2 }, settings, liveOnly: false));
        Assert.Null(store.Compatible(looking with { Accelerator = "" }, settings, liveOnly: false));
    }

    [Fact]
    public void V2_47_the_window_holds_ten_and_drops_the_oldest()
    {
        var histories = PublishedHistories.From(null);
        var spec = Variant("a").Spec;
        Assert.Equal(0, histories.Mean("m", spec, 50));

        for (var i = 1; i <= 11; i++)
        {
            histories.Add("m", spec, 50, i);
        }

        Assert.Equal(6.5, histories.Mean("m", spec, 50));
    }

    [Fact]
    public void What_is_stored_comes_back_the_same_from_memory()
    {
        var store = PublishedStore.From(null);
        Model(Variant("a", Row(8000, 16000, 6, 100, 50)).On("--max-num-seqs=8"), Variant("b").On()).Published(store);

        var memory = store.ToMemory();
        var again = PublishedStore.From(memory).ToMemory();

        Assert.Equal(memory.Capacities, again.Capacities);
        Assert.Equal(memory.Histories.Select(h => (h.ModelId, h.OutputLength, Assert.Single(h.Tokens))), again.Histories.Select(h => (h.ModelId, h.OutputLength, Assert.Single(h.Tokens))));
    }

    /// <summary>A variant that shows the length of requests.</summary>
    private static VariantSnapshot Seen(double input, double output) => Variant("z", Row(1, 16000, 0, input, output)) with { Spec = Variant("z").Spec with { Accelerator = "A100" } };
}
