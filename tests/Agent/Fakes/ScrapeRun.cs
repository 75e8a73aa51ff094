using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>The scrape loop alone against an engine, scrape by scrape: fake time moves only by what the engine takes and the loop rests.</summary>
internal sealed class ScrapeRun : ISampleSink, IGpuSource, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly LoggerFactory _loggers;
    private readonly ScriptedEngine _engine;
    private readonly AgentInstruments _instruments;
    private readonly ScrapeLoop _loop;
    private Task? _running;
    private TimeSpan _rest;

    public ScrapeRun(ScriptedEngine engine, Action<AgentOptions>? set = null)
    {
        var options = new AgentOptions { EngineUrls = [engine.Url] };
        set?.Invoke(options);
        _engine = engine;
        _loggers = new LoggerFactory([Log]);
        _instruments = new AgentInstruments(Time);
        Requests = new CadenceRequests(options, Time);
        _loop = new ScrapeLoop(options, Time, Requests, this, this, _instruments, _loggers.CreateLogger<ScrapeLoop>());
    }

    public RestClock Time { get; } = new(TimeProvider.System.GetUtcNow());

    public LogLines Log { get; } = new();

    public CadenceRequests Requests { get; }

    /// <summary>The sample published last.</summary>
    public Sample Sample { get; } = new();

    /// <summary>The agent's own page.</summary>
    public string OwnPage
    {
        get
        {
            var page = new ArrayBufferWriter<byte>();
            _instruments.WriteTo(page);
            return Encoding.UTF8.GetString(page.WrittenSpan);
        }
    }

    /// <summary>Why the period is in force.</summary>
    public string Reason => OwnPage.Split('\n').Single(line => line.StartsWith("wva_agent_period_reason{", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal)).Split('"')[1];

    void IGpuSource.CopyTo(Sample sample) => sample.ClearGpus();

    public void Publish(Sample sample, ScrapeFacts facts) => Sample.CopyFrom(sample);

    /// <summary>Lets the rest before it pass, and waits for one scrape's end and the end of its connection.</summary>
    /// <returns>The rest after it.</returns>
    public async Task<TimeSpan> ScrapeAsync()
    {
        _running ??= _loop.RunAsync(_stopping.Token);
        Time.Advance(_rest);
        _rest = await Time.RestAsync();
        await Pump.UntilAsync(() => _engine.Open == 0 || _engine.KeepsAlive, "the end of the scrape's connection");
        return _rest;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await (_running ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _loop.Dispose();
        Requests.Dispose();
        _loggers.Dispose();
        _stopping.Dispose();
    }
}
