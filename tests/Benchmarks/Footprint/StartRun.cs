using Wva.Local.Run;
using Wva.Simulation.Recordings;

namespace Wva.Benchmarks.Footprint;

/// <summary>Starts of the agent: from exec until its first sample is at the aggregator, and from SIGTERM until it is gone.</summary>
internal static class StartRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Starts it so many times.</summary>
    /// <returns>Milliseconds each.</returns>
    /// <exception cref="TimeoutException">One start came to nothing.</exception>
    public static async Task<(IReadOnlyList<double> FirstSample, IReadOnlyList<double> End)> RunAsync(
        int starts, SampleSink sink, LocalCertificates certificates, string folder, CancellationToken stop)
    {
        await using var engine = RecordedEngine.Start(new RecordingPlayer(RecordedInput.Pages("step")), TimeProvider.System);
        var (first, end) = (new List<double>(), new List<double>());

        // The first one warms up the sink, whose code is compiled as it is used, and is not counted.
        for (var i = 0; i <= starts; i++)
        {
            var arrival = sink.NextSampleAsync();
            var began = TimeProvider.System.GetTimestamp();
            await using var agent = await PublishedAgent.StartAsync("start", folder, sink.Address.ToString(), certificates.Authority, engine.Url);
            var arrived = await arrival.WaitAsync(Patience, TimeProvider.System, stop);
            var asked = TimeProvider.System.GetTimestamp();
            await agent.EndAsync().WaitAsync(Patience, TimeProvider.System, stop);
            if (i > 0)
            {
                first.Add(TimeProvider.System.GetElapsedTime(began, arrived).TotalMilliseconds);
                end.Add(TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds);
            }
        }

        return (first, end);
    }
}
