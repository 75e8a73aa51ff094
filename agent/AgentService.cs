using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wva.Agent.Gpus;
using Wva.Agent.Health;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Agent.Stream;

namespace Wva.Agent;

/// <summary>Runs the agent's loops; where one of them ends before its time, says so and ends the process with <see cref="Defect"/>.</summary>
internal sealed class AgentService(
    ScrapeLoop scrape,
    GpuReader gpus,
    AggregatorLinks links,
    HealthServer health,
    AgentOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<AgentService> logger) : BackgroundService
{
    /// <summary>Exit code after a defect.</summary>
    public const int Defect = 1;

    /// <inheritdoc/>
    /// <exception cref="System.Net.Sockets.SocketException">The address of the agent's own pages is not to be had.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        health.Start();
        AgentLog.Started(
            logger,
            $"{options.PodNamespace}/{options.PodName} (uid {PodIdentity.Uid(options)})",
            $"version {AgentVersion.Text}; engine: {string.Join(", then ", options.EngineUrls.Select(ShownUrl.Of))}; aggregators: {string.Join(", ", options.Aggregators)}");
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031", Justification = "the host would end with exit code 0 and say nothing")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            Task[] loops =
            [
                scrape.RunAsync(ending.Token),
                gpus.RunAsync(ending.Token),
                links.RunAsync(ending.Token),
                health.RunAsync(ending.Token),
                ProcessMemory.GiveBackAsync(time, ending.Token),
            ];
            var first = await Task.WhenAny(loops);
            await ending.CancelAsync();
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end that was asked for.
        }
        catch (Exception exception)
        {
            AgentLog.Crashed(logger, AgentVersion.Text, exception);
            Environment.ExitCode = Defect;
        }

        lifetime.StopApplication();
    }
}
