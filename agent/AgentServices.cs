using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wva.Agent.Gpus;
using Wva.Agent.Health;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Agent.Stream;
using Wva.Contracts;

namespace Wva.Agent;

/// <summary>What a running agent is made of: the same for the process and for tests, which bring their own clock, resolver and log.</summary>
internal static class AgentServices
{
    /// <summary>Adds everything but clock, resolver, chance and log.</summary>
    public static IServiceCollection AddAgent(this IServiceCollection services, AgentOptions options) => services
        .AddSingleton(options)
        .AddSingleton<AgentInstruments>()
        .AddSingleton<CadenceRequests>()
        .AddSingleton<LatestSample>()
        .AddSingleton<ISampleSink>(provider => provider.GetRequiredService<LatestSample>())
        .AddSingleton<GpuReader>()
        .AddSingleton<IGpuSource>(provider => provider.GetRequiredService<GpuReader>())
        .AddSingleton<ScrapeLoop>()
        .AddSingleton<AddressBook>()
        .AddSingleton(provider => new LinkParts(
            options,
            new Hello(Wire.Protocol, options.PodNamespace, options.PodName, PodIdentity.Uid(options), options.Node, AgentVersion.Text),
            provider.GetRequiredService<LatestSample>(),
            provider.GetRequiredService<CadenceRequests>(),
            provider.GetRequiredService<AgentInstruments>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AggregatorLink>>()))
        .AddSingleton<AggregatorLinks>()
        .AddSingleton<OwnPages>()
        .AddSingleton(provider => new HealthServer(
            options.Listen,
            provider.GetRequiredService<OwnPages>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HealthServer>>()))
        .AddHostedService<AgentService>();
}
