using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using OpenTelemetry.Metrics;
using Wva.Aggregator.Api;
using Wva.Aggregator.Cycle;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Aggregator.Publish;
using Wva.Aggregator.Store;
using Wva.Contracts;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator;

/// <summary>Wires the rooms together.</summary>
internal static class AggregatorHost
{
    private static int _built;

    /// <summary>A process or a test: the same, where the lines of its log go apart.</summary>
    public static WebApplication Build(AggregatorOptions options, TimeProvider time, Action<ILoggingBuilder> log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // Where its log is on, each stream carries an Activity and a scope for hours; what fails in a request is said by the server and by gRPC.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        log(builder.Logging);
        AddRooms(builder.Services, options, time);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = Wire.MaxMessageBytes;
            grpc.MaxSendMessageSize = Wire.MaxMessageBytes;
        });
        builder.Services.AddOptions<KestrelServerOptions>().Configure<CertificateFiles>((kestrel, certificates) => Listen(kestrel, options, certificates));
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void AddRooms(IServiceCollection services, AggregatorOptions options, TimeProvider time)
    {
        services.AddSingleton(options).AddSingleton(time);
        services.AddSingleton<Doorbell>().AddSingleton<FleetGate>().AddSingleton<IngestCounters>().AddSingleton<SampleIngest>().AddSingleton<StreamDrain>();
        services.AddSingleton(provider => new CertificateFiles(options.TlsCertificateFile, options.TlsKeyFile, time, provider.GetRequiredService<ILogger<CertificateFiles>>()));
        services.AddSingleton(provider => new FileLeadership(
            options,
            () => Announcement.HttpOf(provider.GetRequiredService<IServer>(), provider.GetRequiredService<IHostApplicationLifetime>()),
            time,
            provider.GetRequiredService<ILogger<FileLeadership>>()));
        services.AddSingleton<ILeadership>(provider => provider.GetRequiredService<FileLeadership>());
        services.AddSingleton<DirectoryStore>().AddSingleton<IVariantStore>(provider => provider.GetRequiredService<DirectoryStore>());
        services.AddSingleton<PublishedTable>().AddSingleton<StateKeeper>().AddSingleton<StatusWriter>().AddSingleton<UnassignedNews>();
        services.AddSingleton<DecisionLog>().AddSingleton<ICycleSink, CyclePublisher>();
        services.AddSingleton<CycleClock>().AddSingleton<DecisionCycle>().AddSingleton<FollowingCycle>();
        services.AddApi();

        // In this order, and stopped in the reverse: who decides is known before the store is read, the store is read before the first cycle, the last decision is logged, and the lock is let go of after the last write.
        services.AddHostedService(provider => provider.GetRequiredService<FileLeadership>());
        services.AddHostedService(provider => provider.GetRequiredService<DirectoryStore>());
        services.AddHostedService(provider => provider.GetRequiredService<DecisionLog>());
        services.AddHostedService<CycleLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<StreamDrain>());
        AddMetrics(services);
    }

    private static void AddMetrics(IServiceCollection services)
    {
        // Two aggregators in one process, as tests have them, must not show each other's series.
        var meterName = $"Wva.Aggregator.{Interlocked.Increment(ref _built)}";
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AggregatorMetrics>(provider, meterName));
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(meterName)
            .AddView(AggregatorMetrics.LoadToDecision, new ExplicitBucketHistogramConfiguration { Boundaries = AggregatorMetrics.LoadToDecisionBounds })
            .AddView(instrument => instrument.IsObservable ? new MetricStreamConfiguration { CardinalityLimit = AggregatorMetrics.MaxSeries } : null)
            .AddPrometheusExporter(page =>
            {
                // Scalers select by published labels: a scope beside them would be one more thing to know.
                page.ScopeInfoEnabled = false;
                page.TargetInfoEnabled = false;
            }));
    }

    private static void Listen(KestrelServerOptions kestrel, AggregatorOptions options, CertificateFiles certificates)
    {
        kestrel.AddServerHeader = false;

        // A stream lives for hours and says little: no limit on its length, none on its slowness, and pings to notice a node that is gone.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Listen(options.ListenGrpc, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificates.Current) });
        });
        kestrel.Listen(options.ListenHttp, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static void Map(WebApplication app)
    {
        // Two doors, nothing shared: samples by TLS only, everything else never there.
        app.MapWhen(context => context.Request.IsHttps, agents => agents.UseRouting().UseEndpoints(endpoints => endpoints.MapGrpcService<SampleIngest>()));
        app.UseRouting().UseEndpoints(endpoints =>
        {
            endpoints.MapPrometheusScrapingEndpoint("/metrics");
            endpoints.MapGet("/healthz", Health.Live);
            endpoints.MapGet("/readyz", Health.Ready);
            endpoints.MapApi();
        });
    }
}
