using System.Collections.Immutable;
using Wva.Fleet;
using Wva.Replay.Cluster;
using Wva.Scaling.Decision;
using Wva.Simulation.Traces;

namespace Wva.Replay.Loop;

/// <summary>
/// The whole loop without a process or a second of waiting: trace -> router -> simulated engines -> their pages -> agents -> fleet -> decision -> scaler -> cluster.
/// The same options and trace give the same result. <c>up</c>'s <c>ClusterLoop</c> is the same around processes in real time: cluster and scalers are shared, and what drives them cannot be, for there things happen and here they are stepped to.
/// </summary>
public sealed class VirtualLoop
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);

    private readonly LoopOptions _options;
    private readonly LoopFleet _fleet;
    private readonly LoopDecider _decider;
    private readonly VirtualCluster _cluster;
    private readonly ClusterScalers _scalers;
    private readonly ImmutableArray<LoopTick>.Builder _ticks = ImmutableArray.CreateBuilder<LoopTick>();

    private VirtualLoop(LoopOptions options)
    {
        _options = options;
        var ledger = new FleetLedger(new FleetOptions { Cadence = options.Cadence });
        _fleet = new LoopFleet(options, ledger, Start);
        _decider = new LoopDecider(options, ledger, Start);
        _cluster = new VirtualCluster([.. options.Variants.Select(static variant => variant.Pods)], _fleet, options.Seed, Start);
        _scalers = new ClusterScalers(_cluster, options.Variants, Start);
    }

    /// <summary>Runs a trace.</summary>
    /// <param name="options">The loop.</param>
    /// <param name="trace">Requests in the order of their arrival.</param>
    /// <param name="length">How long to run; requests that come later are left out, and those under way at the end are in no sum but <c>InFlight</c>.</param>
    /// <exception cref="ArgumentException">An option has a problem.</exception>
    public static LoopResult Run(LoopOptions options, IEnumerable<TraceRequest> trace, TimeSpan length)
    {
        if (options.Variants.FirstOrDefault(static variant => variant.Pods.Startup is null) is { } without)
        {
            throw new ArgumentException($"variant '{without.Pods.Name}': startup is missing; nobody else says when its pods are Ready", nameof(options));
        }

        return new VirtualLoop(options).Run(trace, length);
    }

    private LoopResult Run(IEnumerable<TraceRequest> trace, TimeSpan length)
    {
        using var requests = trace.GetEnumerator();
        var more = requests.MoveNext();
        for (var now = Start; now - Start <= length; now += _options.Cadence)
        {
            // Times of requests become times of the cluster, so that both are in one order.
            for (; more && At(requests.Current.ArrivalSeconds) is var at && at <= now; more = requests.MoveNext())
            {
                MoveTo(at);
                _fleet.Offer(requests.Current, Seconds(at));
            }

            MoveTo(now);
            Tick(now);
        }

        return new LoopResult(_ticks.ToImmutable(), _fleet.Served, _fleet.Counts, [.. _options.Variants.Select(variant => _cluster.Usage(variant.Pods.Name))]);
    }

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    private static double Seconds(DateTimeOffset at) => (at - Start).TotalSeconds;

    // Pods come and go at their own moments on the way: each with the engines moved on to just there.
    private void MoveTo(DateTimeOffset time)
    {
        while (_cluster.NextDue is { } due && due <= time)
        {
            _fleet.AdvanceTo(Seconds(due));
            _cluster.Advance(due);
        }

        _fleet.AdvanceTo(Seconds(time));
        _cluster.Advance(time);
    }

    private void Tick(DateTimeOffset now)
    {
        _cluster.ReportAllDrained(_fleet.IsDrained, now);
        _fleet.Report(now);
        var decisions = _decider.Decide(_cluster, now);
        _scalers.Look(variant => decisions.GetValueOrDefault(variant)?.Target, now);
        _ticks.Add(new LoopTick(Seconds(now), [.. _cluster.Variants.Select(variant => Describe(variant.Name, decisions.GetValueOrDefault(variant.Name)))], _fleet.Counts));
    }

    private LoopVariantTick Describe(string variant, VariantDecision? decision)
    {
        var pods = _cluster.Pods.Where(pod => pod.Variant == variant).ToLookup(static pod => pod.Phase);
        return new LoopVariantTick(
            variant,
            decision?.Target,
            _cluster.Target(variant).Replicas,
            pods[PodPhase.Starting].Count(),
            pods[PodPhase.Ready].Count(),
            pods[PodPhase.Draining].Count(),
            decision?.Reason.Code);
    }
}
