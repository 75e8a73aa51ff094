using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Wva.Agent.Gpus;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Agent.Once;

/// <summary><c>--once URL</c>: reads one page, and that of the DCGM exporter where one is given, and prints what they hold. Needs no aggregator and no cluster.</summary>
internal sealed class OnceCommand(AgentOptions options, TimeProvider time, TextWriter output, TextWriter errors)
{
    /// <summary>Exit code where there was no answer, or no page of an engine.</summary>
    public const int NoEngine = 3;

    /// <summary>Reads and prints.</summary>
    /// <returns>The exit code: 0, or <see cref="NoEngine"/> with one line that says what came instead.</returns>
    public async Task<int> RunAsync(Uri url, bool json, CancellationToken cancellation)
    {
        using var page = new EnginePage(options, time);
        var sampler = new PageSampler();
        var sample = new Sample();
        var read = await page.ReadAsync(url, sampler, sample, cancellation);
        if (read.Fault != ScrapeFault.None || sampler.Engine is not { } engine)
        {
            await errors.WriteLineAsync(VisibleText.Clean($"wva-agent: {ShownUrl.Of(url)}: {read.Error}"));
            return NoEngine;
        }

        sample.ScrapeAgeSeconds = 0;
        await ReadGpusAsync(sample, cancellation);
        await output.WriteAsync(json ? Encoding.UTF8.GetString(SampleJson.Write(engine, sample)) : SampleTable.Write(url, engine, sample));
        return 0;
    }

    // GPUs are a help and no condition: without them the engine's page is still worth printing.
    private async Task ReadGpusAsync(Sample sample, CancellationToken cancellation)
    {
        using var gpus = new GpuReader(options, time, new AgentInstruments(time), NullLogger<GpuReader>.Instance);
        await gpus.ReadAsync(cancellation);
        gpus.CopyTo(sample);
        if (gpus.Problem is { } problem)
        {
            await errors.WriteLineAsync(VisibleText.Clean($"wva-agent: {ShownUrl.Of(options.DcgmUrl!)}: {problem}"));
        }
    }
}
