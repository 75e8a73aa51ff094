using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Options;
using Wva.Agent.Stream;

namespace Wva.Agent.Tests.Fakes;

/// <summary>The agent as the process runs it, on fake time.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly long _started;

    private RunningAgent(IHost host, FakeTimeProvider time, LogLines log, FakeResolver resolver)
    {
        (_host, Time, Log, Resolver) = (host, time, log, resolver);
        _started = time.GetTimestamp();
    }

    public FakeTimeProvider Time { get; }

    /// <summary>Time since it was started.</summary>
    public TimeSpan Elapsed => Time.GetElapsedTime(_started);

    public LogLines Log { get; }

    public FakeResolver Resolver { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<RunningAgent> StartAsync(Action<AgentOptions> set, FakeResolver? resolver = null, FakeTimeProvider? time = null)
    {
        var options = new AgentOptions { Listen = null, PodName = "pod-1", Node = "node-1" };
        set(options);
        time ??= new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        resolver ??= new FakeResolver();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddAgent(options)
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(new Random(1))
            .AddSingleton<INameResolver>(resolver)
            .AddSingleton<LogLines>()
            .AddSingleton<ILoggerProvider>(services => services.GetRequiredService<LogLines>())
            .AddSingleton<IHostLifetime, NoLifetime>();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new RunningAgent(host, time, host.Services.GetRequiredService<LogLines>(), resolver);
    }

    /// <inheritdoc cref="Pump.UntilAsync(FakeTimeProvider, Func{bool}, string, TimeSpan?)"/>
    public Task UntilAsync(Func<bool> condition, string what, TimeSpan? step = null) =>
        Pump.UntilAsync(Time, condition, $"{what}; log:\n{string.Join('\n', Log.Texts)}", step);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        Assert.Equal(0, Log.Count(1002));
    }

    /// <summary>No signals: many agents run in one test process.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
