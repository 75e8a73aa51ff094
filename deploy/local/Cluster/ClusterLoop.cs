using System.Threading.Channels;
using Wva.Local.Run;
using Wva.Replay.Cluster;
using Wva.Replay.Loop;
using Wva.Simulation.Engines;
using Wva.Simulation.Serving;
using Wva.Simulation.Traces;

namespace Wva.Local.Cluster;

/// <summary>
/// Plays the cluster: pods, requests, and scalers that follow what is published. Everything that happens becomes work that is done one at a time.
/// <see cref="VirtualLoop"/> is the same in simulated time: cluster and scalers are shared, and what drives them cannot be, for here things happen and there they are stepped to.
/// </summary>
internal sealed class ClusterLoop : IPodEvents, IAsyncDisposable
{
    private const int Seed = 1;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ClusterSetting _setting;
    private readonly ClusterFiles _files;
    private readonly VirtualCluster _cluster;
    private readonly PodProcesses _pods;
    private readonly ClusterScalers _scalers;
    private readonly DateTimeOffset _start;
    private readonly long _began;
    private bool _podsChanged = true; // the first targets are news, too

    public ClusterLoop(ClusterSetting setting, ClusterFiles files)
    {
        (_setting, _files, _start, _began) = (setting, files, setting.Time.GetUtcNow(), setting.Time.GetTimestamp());
        Traffic = new Traffic(setting.Time);
        Journal = new ClusterJournal(setting.Plan, setting.Time);
        Outages = new Outages(setting.Time);
        _pods = new PodProcesses(setting, Traffic, this);
        Traffic.Send = _pods.Send;
        _cluster = new VirtualCluster([.. setting.Plan.Variants.Select(variant => variant.Pods)], _pods, Seed, _start);
        _scalers = new ClusterScalers(_cluster, setting.Plan.Variants, _start);
    }

    /// <summary>The requests.</summary>
    public Traffic Traffic { get; }

    /// <summary>What an outsider sees.</summary>
    public ClusterJournal Journal { get; }

    /// <summary>Agents that ran, one a pod.</summary>
    public int Agents => _pods.Started;

    /// <summary>What all replicas have cost.</summary>
    public double Cost => _setting.Plan.Variants.Sum(variant => _cluster.Usage(variant.Pods.Name).Cost);

    /// <summary>Aggregators that ended and were started again.</summary>
    public Outages Outages { get; }

    private TimeSpan Elapsed => _setting.Time.GetElapsedTime(_began);

    private DateTimeOffset Now => _start + Elapsed;

    /// <summary>Runs until told to stop, or until something breaks.</summary>
    /// <param name="trace">Requests, in the order of their arrival.</param>
    /// <param name="stop">Ends it with an exception.</param>
    public async Task RunAsync(IEnumerable<TraceRequest> trace, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var others = Task.WhenAll(BeatAsync(end.Token), PlayAsync(trace, end.Token));
        try
        {
            await foreach (var work in _work.Reader.ReadAllAsync(end.Token))
            {
                work();
                if (_podsChanged)
                {
                    _podsChanged = false;
                    Settle();
                }
            }
        }
        finally
        {
            await end.CancelAsync();
            await others.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Traffic.End();
        }
    }

    /// <summary>A value is published.</summary>
    public void See(string variant, int replicas, long timestamp) => Do(() => Journal.See(variant, replicas, timestamp));

    void IPodEvents.Answers(string pod) => Do(() =>
    {
        _podsChanged = true;
        _cluster.ReportReady(pod, ready: true, Now);
    });

    void IPodEvents.Withdrawn(string pod) => Do(() => Journal.Withdraw(pod));

    void IPodEvents.EngineEnded(string pod) => Do(() =>
    {
        _podsChanged = true;
        Traffic.Lose(pod);
        Journal.Gone(pod);
        _cluster.ReportEnded(pod, Now);
    });

    void IPodEvents.RequestEnded(string pod, AnswerLine answer) => Do(() =>
    {
        Traffic.Ended(pod, answer);
        _podsChanged |= Traffic.IsIdle(pod); // one that drains may go now
    });

    void IPodEvents.Shows(string pod, EngineGauges gauges, long timestamp) => Do(() => Journal.Shows(pod, gauges, timestamp));

    void IPodEvents.Broke(Exception exception) => Do(() => throw new InvalidOperationException(exception.Message, exception));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pods.DisposeAsync();

    private void Do(Action work) => _work.Writer.TryWrite(work);

    private async Task BeatAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Beat, _setting.Time);
        do
        {
            Do(Step);
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task PlayAsync(IEnumerable<TraceRequest> trace, CancellationToken stop)
    {
        try
        {
            await TracePlayer.PlayAsync(trace, _setting.Time, request => Do(() => Traffic.Offer(request)), stop);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Do(() => throw new InvalidDataException(exception.Message, exception)); // a line of the trace is none, or it can be read no further
        }
    }

    private void Step()
    {
        var now = Now;
        _podsChanged |= _cluster.NextDue <= now;
        _cluster.Advance(now);
        Traffic.Expire();
        _podsChanged |= _scalers.Look(_files.Published, now);
    }

    private void Settle()
    {
        foreach (var pod in _cluster.ReportAllDrained(Traffic.IsIdle, Now))
        {
            Journal.Gone(pod);
        }

        foreach (var variant in _setting.Plan.Variants)
        {
            _files.WriteTarget(variant.Pods.Name, _cluster.Target(variant.Pods.Name));
        }
    }
}
