using Wva.Api;
using Wva.Local.Measure;
using Wva.Local.View;
using Wva.Local.Watch;

namespace Wva.Local.Run;

/// <summary>
/// What every run has in common: the heading, its parts, of which the first that ends, ends all, the aggregators' addresses left for <c>wva</c> while it lasts, the view, and the summary as its last line, whatever ended it.
/// </summary>
/// <param name="options">What was asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where to print.</param>
/// <param name="view">The view; null where the parts print by themselves.</param>
internal sealed class FleetRun(UpOptions options, TimeProvider time, TextWriter output, IFleetOutput? view)
{
    /// <summary>The aggregators; they run.</summary>
    public required IReadOnlyList<AggregatorProcess> Aggregators { get; init; }

    /// <summary>Printed first, a line each.</summary>
    public required IEnumerable<string> Heading { get; init; }

    /// <summary>How long it lasts; infinite is until told to stop.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>What the view says beside what the aggregators report, a line each.</summary>
    public required Func<IReadOnlyList<string>> Facts { get; init; }

    /// <summary>Starts everything else, the keeping of the aggregators among it; the first part that ends, ends the run.</summary>
    public required Func<CancellationToken, IEnumerable<Task>> Start { get; init; }

    /// <summary>The summary, given the samples that the aggregators count; null where none answers.</summary>
    public required Func<long?, object> Sum { get; init; }

    /// <summary>Runs to the end, or until told to stop.</summary>
    /// <exception cref="InvalidOperationException">A part broke; the message says which and how.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        ServerFile.Write(options.ServerFile, Aggregators.Select(static aggregator => aggregator.Http));
        using var http = AggregatorClient.CreateHttp();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            foreach (var line in Heading)
            {
                await output.WriteLineAsync(line);
            }

            Task[] all = [.. Start(end.Token), .. Show(http, end.Token)];
            var first = await Task.WhenAny([.. all, Task.Delay(Length, time, stop)]);
            var samples = await SamplesAsync();
            await end.CancelAsync();
            await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await output.WriteLineAsync(SummaryLine.Write(Sum(samples)));
            if (first.IsFaulted)
            {
                await first;
            }
        }
        finally
        {
            ServerFile.Remove(options.ServerFile, Aggregators.Select(static aggregator => aggregator.Http));
        }
    }

    private IEnumerable<Task> Show(HttpClient http, CancellationToken end)
    {
        if (view is not null)
        {
            var source = new AggregatorSource(new AggregatorClient(http, [.. Aggregators.Select(static aggregator => aggregator.Http)], time));
            yield return new FleetLoop(source, view, Facts, time).RunAsync(end);
        }
    }

    private async Task<long?> SamplesAsync()
    {
        var counts = new List<long?>();
        foreach (var aggregator in Aggregators)
        {
            counts.Add(await ReceivedSamples.AskAsync(new Uri(aggregator.Http, "metrics")));
        }

        return counts.Max();
    }
}
