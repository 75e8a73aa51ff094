using System.Text;
using Wva.Agent.Options;
using Wva.Agent.Watch;
using Wva.Contracts;
using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Agent.Tests.Watch;

/// <summary>A watch of a recorded engine over real HTTP, on fake time.</summary>
internal static class WatchRun
{
    public static RecordingPlayer Recording(string name, double fromSeconds = 0)
    {
        var file = SharedFolder.File($"recordings/{name}.pages.br");
        Assert.SkipWhen(file is null, "shared/recordings is missing: recordings of a real engine, made by reading its /metrics once a second");
        return new RecordingPlayer(RecordingReader.ReadAll(file!), TimeSpan.FromSeconds(fromSeconds));
    }

    /// <summary>What so many scrapes print; the engine's address stands as URL.</summary>
    public static async Task<string> OfRecordingAsync(RecordingPlayer recording, int scrapes, Func<WatchOutput, TimeProvider, IWatchView> view, AgentOptions? options = null)
    {
        // A screen says every second how long it has waited: the period is another one then, to be told from that.
        var time = new StepTime(options is null ? null : TimeSpan.FromSeconds(1));
        await using var engine = RecordedEngine.Start(recording, time);
        var text = await OfAsync(engine.Url, scrapes, time, view, options);
        return text.Replace(engine.Url.ToString(), "URL", StringComparison.Ordinal);
    }

    /// <summary>What so many scrapes of an address print, up to the end that Ctrl-C makes.</summary>
    public static async Task<string> OfAsync(
        Uri url, int scrapes, StepTime time, Func<WatchOutput, TimeProvider, IWatchView> view, AgentOptions? options = null, Action<Sample>? copyGpus = null, Func<int, Task>? beforeScrape = null)
    {
        using var output = new MemoryStream();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watch = new WatchCommand(options ?? new AgentOptions(), time, view(new WatchOutput(output), time), copyGpus);
        var running = watch.RunAsync(url, stopping.Token);
        for (var scrape = 1; scrape < scrapes; scrape++)
        {
            var rest = await time.RestsAsync();
            await (beforeScrape?.Invoke(scrape) ?? Task.CompletedTask);
            time.Advance(rest);
        }

        await time.RestsAsync();
        await stopping.CancelAsync();
        Assert.Equal(0, await running);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
