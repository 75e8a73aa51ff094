using System.Collections.Immutable;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;
using Wva.Scaling.Zero;
using static Wva.Scaling.Tests.Fleets;

namespace Wva.Scaling.Tests;

/// <summary>To zero, from zero, schedules and an operator's word.</summary>
public sealed class ZeroTests
{
    private static readonly ScaleToZeroPolicy On = new(Enabled: true, TimeSpan.FromMinutes(10));

    private static ModelSnapshot Model(double? requests, params VariantSnapshot[] variants) => Fleet(variants).Models[0] with { RequestsInRetention = requests };

    private static VariantSnapshot Empty(string name, double cost = 10, int? min = null, int? max = null, Role role = Role.Both) => Variant(name).Of(cost, min, max, role);

    [Theory]
    [InlineData("EF-01", true, 0.0, 0, "2 1", "0 0")]
    [InlineData("EF-02 some", true, 3.0, 0, "2 1", "2 1")]
    [InlineData("EF-02 error", true, null, 0, "2 1", "2 1")]
    [InlineData("EF-04", false, 0.0, 0, "2 0", "2 0")]
    [InlineData("disabled", false, 0.0, 0, "0 0", "0 1")]
    [InlineData("EF-05 min", true, 0.0, 1, "2 1", "2 1")]
    public void The_published_rule(string id, bool enabled, double? requests, int min, string targets, string expected)
    {
        var numbers = targets.Split(' ').Select(t => (int?)int.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToArray();

        Enforcer.Apply(Model(requests, Empty("a", 20, min), Empty("b", 5)), On with { Enabled = enabled }, numbers);

        Assert.Equal((id, expected), (id, string.Join(' ', numbers)));
    }

    [Fact] // EF-05
    public void The_published_rule_leaves_other_engines_alone_and_what_was_not_decided()
    {
        int?[] mixed = [1, 1];
        Enforcer.Apply(Model(0, Empty("a"), Empty("b") with { Engine = "sglang" }), On, mixed);
        int?[] undecided = [null, 1];
        Enforcer.Apply(Model(0, Empty("a"), Empty("b")), On, undecided);

        Assert.Equal([1, 1], mixed);
        Assert.Equal([null, 0], undecided);
    }

    [Fact] // U2
    public void A_cost_of_zero_counts_as_none_given_where_the_last_replica_is_kept()
    {
        int?[] targets = [0, 0];
        Enforcer.Apply(Model(0, Empty("free", 0), Empty("cheap", 5)), On with { Enabled = false }, targets);

        Assert.Equal([0, 1], targets);
    }

    public static TheoryData<string, ModelSnapshot, bool> Idle() => new()
    {
        { "idle", Model(0, Variant("a", Pod("a-0") with { Running = 0 })), true },
        { "not reported as running", Model(0, Variant("a", Pod("a-0") with { Running = null })), true },
        { "EF-01 by a given analysis", Model(0, Empty("a")), true },
        { "SGLang", Model(0, Variant("a") with { Engine = "sglang" }), true },
        { "W27 running", Model(0, Variant("a", Pod("a-0"))), false },
        { "W27 waiting", Model(0, Variant("a", Pod("a-0", waiting: 1) with { Running = 0 })), false },
        { "W27 queued at the router", Model(0, Empty("a")) with { SchedulerQueue = new SchedulerQueue(1, 0) }, false },
        { "a queue that is no number", Model(0, Empty("a")) with { SchedulerQueue = new SchedulerQueue(double.NaN, 0) }, false },
        { "stale", Model(0, Variant("a", (Pod("a-0") with { Running = 0 }).Stale())), false },
        { "unknown", Model(0, Variant("a", Pod("a-0", waiting: null) with { Running = 0 })), false },
        { "EF-02 unknown count", Model(null, Empty("a")), false },
        { "count that is no number", Model(double.NaN, Empty("a")), false },
        { "count below none", Model(-1, Empty("a")), false },
        { "EF-05 min", Model(0, Empty("a", min: 1)), false },
    };

    [Theory]
    [MemberData(nameof(Idle))]
    public void To_zero_only_where_it_is_known_that_there_is_no_work(string id, ModelSnapshot model, bool allowed)
        => Assert.Equal((id, allowed), (id, ToZero.Judge(model, On).Allowed));

    [Fact]
    public void A_role_that_sleeps_is_no_reason_to_keep_the_other()
    {
        var model = Model(0, Empty("p", role: Role.Prefill), Variant("d", Pod("d-0") with { Running = 0 }).Of(role: Role.Decode));

        var plan = ScalingCore.Decide(new Inputs.FleetSnapshot(Start, [model]), Policy with { ScaleToZero = On }, LearnedState.Settled).Plan;

        Assert.Equal(0, plan.Decisions[1].Target);
        Assert.True(plan.Decisions[1].Says(ReasonCodes.ToZero));
    }

    [Fact]
    public void Off_is_off() => Assert.Equal(new ZeroVerdict(Allowed: false, null), ToZero.Judge(Model(0, Empty("a")), ScaleToZeroPolicy.Off));

    [Theory]
    [InlineData("W28 cheapest only", "A100 9", "a 20; b 5", "0 1")]
    [InlineData("at max", "A100 9", "a 20; b 5 max", "1 0")]
    [InlineData("no GPU", "A100 0", "a 20; b 5", "0 0")]
    [InlineData("a pair together", "A100 9", "p 20 prefill; d 5 decode; e 9 decode", "1 1 0")]
    [InlineData("a pair or nothing", "A100 9", "p 20 prefill max; d 5 decode", "0 0")]
    public void From_zero_on_requests_that_wait(string id, string inventory, string variants, string expected)
    {
        var specs = variants.Split(';', StringSplitOptions.TrimEntries).Select(v => v.Split(' ')).Select(w => Empty(
            w[0], double.Parse(w[1], System.Globalization.CultureInfo.InvariantCulture), max: w.Contains("max", StringComparer.Ordinal) ? 0 : null,
            role: w.Contains("prefill", StringComparer.Ordinal) ? Role.Prefill : w.Contains("decode", StringComparer.Ordinal) ? Role.Decode : Role.Both));
        var model = Model(5, [.. specs.Select(s => s with { Spec = s.Spec with { Accelerator = "A100" } })]) with { SchedulerQueue = new SchedulerQueue(3, 0) };
        var targets = new int[model.Variants.Length];

        var reasons = FromZero.Wake(model, DateTimeOffset.UnixEpoch, targets, MixText.Pools(inventory));

        Assert.Equal((id, expected), (id, string.Join(' ', targets)));
        Assert.All(targets.Zip(reasons).Where(t => t.First > 0), t => Assert.Equal(ReasonCodes.FromZero, t.Second!.Code));
        Assert.True(targets.Sum() > 0 || Array.TrueForAll(reasons, r => r!.Code == ReasonCodes.NobodyToWake));
    }

    [Fact]
    public void Nobody_is_woken_without_requests_that_wait_or_while_a_replica_is_there()
    {
        int[] asleep = [0], starting = [0];
        FromZero.Wake(Model(5, Empty("a")), DateTimeOffset.UnixEpoch, asleep, pools: null);
        FromZero.Wake(Model(5, Variant("a", Starting("a-0"))) with { SchedulerQueue = new SchedulerQueue(3, 0) }, DateTimeOffset.UnixEpoch, starting, pools: null);

        Assert.Equal((0, 0), (asleep[0], starting[0]));
    }

    [Fact]
    public void A_role_keeps_its_last_replica_where_it_is()
    {
        int[] targets = [0, 0, 0];
        var reasons = AtLeastOne.Keep(Model(5, Variant("a", Pod("a-0")).Of(20), Empty("b", 5), Variant("c", Pod("c-0")).Of(9, role: Role.Decode)), DateTimeOffset.UnixEpoch, mayBeEmpty: true, targets, pools: null);

        Assert.Equal([1, 0, 1], targets);
        Assert.Equal(ReasonCodes.LastReplicaKept, reasons[0]!.Code);
    }

    [Fact] // U2
    public void A_model_that_may_not_be_empty_takes_the_cheapest_variant_with_GPUs_left()
    {
        int[] targets = [0, 0];
        var model = Model(5, Empty("a", 5), Empty("b", 20));
        model = model with { Variants = [model.Variants[0] with { Spec = model.Variants[0].Spec with { Accelerator = "H100" } }, model.Variants[1] with { Spec = model.Variants[1].Spec with { Accelerator = "A100" } }] };

        AtLeastOne.Keep(model, DateTimeOffset.UnixEpoch, mayBeEmpty: false, targets, MixText.Pools("A100 1, H100 0"));

        Assert.Equal([0, 1], targets);
    }

    [Theory]
    [InlineData("08:00", "20:00", "07:59", false)]
    [InlineData("08:00", "20:00", "08:00", true)]
    [InlineData("08:00", "20:00", "20:00", false)]
    [InlineData("22:00", "06:00", "23:00", true)]
    [InlineData("22:00", "06:00", "05:59", true)]
    [InlineData("22:00", "06:00", "12:00", false)]
    [InlineData("00:00", "00:00", "12:00", true)]
    public void A_scheduled_min_holds_between_its_times(string from, string to, string at, bool holds)
    {
        ImmutableArray<ScheduledMin> schedules = [new("a", 3, TimeOnly.Parse(from, null), TimeOnly.Parse(to, null)), new("b", 9, default, default)];
        var now = new DateTimeOffset(DateOnly.FromDateTime(Start.Date), TimeOnly.Parse(at, null), TimeSpan.Zero);

        Assert.Equal(holds ? 3 : null, Schedule.At(schedules, new VariantKey("ns", "a"), now)?.Min);
    }

    [Fact]
    public void The_larger_of_two_minimums_holds_and_none_goes_over_the_max()
    {
        var spec = new VariantSpec { Key = new VariantKey("ns", "a"), ModelId = "m", Min = 1, Max = 4 };
        ImmutableArray<ScheduledMin> schedules = [new("a", 3, default, default), new("a", 9, default, default)];

        Assert.Equal(4, Schedule.Min(spec, Schedule.At(schedules, spec.Key, Start)));
        Assert.Equal(1, Schedule.Min(spec, scheduled: null));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("ns", true)]
    [InlineData("other", false)]
    public void A_scheduled_min_of_a_namespace_is_for_that_namespace_alone(string? space, bool holds)
    {
        ImmutableArray<ScheduledMin> schedules = [new("a", 3, default, default) { Namespace = space }];

        Assert.Equal(holds, Schedule.At(schedules, new VariantKey("ns", "a"), Start) is not null);
    }

    [Theory]
    [InlineData(7, 60, 7, ReasonCodes.OperatorSet)]
    [InlineData(null, 60, 3, ReasonCodes.OperatorHeld)]
    [InlineData(-1, null, 0, ReasonCodes.OperatorSet)]
    [InlineData(7, 0, null, null)]
    public void An_operators_word_counts_until_it_expires(int? replicas, int? seconds, int? expected, string? code)
    {
        var word = OperatorWord.Of(new OperatorHold(replicas, seconds is { } s ? Start.AddSeconds(s) : null, "ann"), published: 3, Start);

        Assert.Equal((expected, code), (word?.Target, word?.Reason.Code));
    }
}
