using System.Globalization;
using System.Net.Sockets;
using System.Threading.Channels;
using Wva.Local.Run;
using Wva.Replay.Cluster;
using Wva.Simulation.Serving;

namespace Wva.Local.Cluster;

/// <summary>What runs in a pod: an engine, which the cluster starts again when it has ended, and beside it an agent, which is started again after a second.</summary>
internal sealed class PodProcess(PodSnapshot pod, ClusterSetting setting, IPodEvents events) : IAsyncDisposable
{
    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _gone = new();
    private readonly int _port = FreePort.Next();
    private readonly List<Task> _running = [];
    private Channel<RequestLine> _requests = Channel.CreateUnbounded<RequestLine>();

    private string Name => pod.Name;

    /// <summary>Starts engine and agent.</summary>
    public void Begin()
    {
        StartEngine();
        Run(KeepAgentAsync);
    }

    /// <summary>Starts the engine, for the first time or again.</summary>
    public void StartEngine()
    {
        _requests = Channel.CreateUnbounded<RequestLine>();
        Run(() => RunEngineAsync(_requests.Reader));
    }

    /// <summary>Sends a request to the engine; where there is none, it is lost with it.</summary>
    public void Send(RequestLine request) => _requests.Writer.TryWrite(request);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await Task.WhenAll(_running);
        _gone.Dispose();
    }

    private void Run(Func<Task> work) => _running.Add(Task.Run(async () =>
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The pod is gone.
        }
#pragma warning disable CA1031 // whatever it is ends the whole run, which says so
        catch (Exception exception)
#pragma warning restore CA1031
        {
            events.Broke(exception);
        }
    }));

    private async Task RunEngineAsync(ChannelReader<RequestLine> requests)
    {
        var options = new SimulatedEngineOptions { Model = setting.Plan.Model, Parameters = setting.Plan.Of(pod.Variant).Engine, Startup = setting.Plan.Startup, Port = _port };
        await using var engine = await ChildProcess.StartAsync(Name, setting.Engine, EngineArguments.Write(options), setting.Folder.File(Name + ".engine.log"), setting.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        var serving = ServeAsync(requests, over.Token);
        await engine.WaitForEndAsync().WaitAsync(_gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync();
        await serving;
        if (!_gone.IsCancellationRequested)
        {
            events.EngineEnded(Name);
        }
    }

    private async Task ServeAsync(ChannelReader<RequestLine> requests, CancellationToken over)
    {
        try
        {
            using var link = await ConnectAsync(over);
            events.Answers(Name);
            await Task.WhenAll(SendAsync(link, requests, over), ReceiveAsync(link, over), WatchAsync(over));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The engine has ended, or its pod: whoever waits for the process notices.
        }
    }

    private async Task<EngineLink> ConnectAsync(CancellationToken over)
    {
        while (true)
        {
            try
            {
                return await EngineLink.ConnectAsync(_port, over);
            }
            catch (Exception exception) when (exception is SocketException or InvalidDataException)
            {
                await Task.Delay(Probe, setting.Time, over); // it is starting still
            }
        }
    }

    private static async Task SendAsync(EngineLink link, ChannelReader<RequestLine> requests, CancellationToken over)
    {
        await foreach (var request in requests.ReadAllAsync(over))
        {
            await link.SendAsync(request, over);
        }
    }

    private async Task ReceiveAsync(EngineLink link, CancellationToken over)
    {
        await foreach (var answer in link.ReadAsync(over))
        {
            events.RequestEnded(Name, answer);
        }
    }

    private async Task WatchAsync(CancellationToken over)
    {
        await foreach (var gauges in EngineLoad.ReadAsync(_port, over))
        {
            events.Shows(Name, gauges, setting.Time.GetTimestamp());
        }
    }

    private async Task KeepAgentAsync()
    {
        var engine = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/metrics");
        var arguments = AgentArguments.Of(setting.Aggregators, setting.Authority, engine, FreePort.Loopback(), Name, "--pod-uid", pod.Uid, "--node", pod.Node);
        await new KeptAgent(Name, setting.Agent, arguments, setting.Folder.File(Name + ".agent.log"), setting.Time)
            .RunAsync(_gone.Token);
    }
}
