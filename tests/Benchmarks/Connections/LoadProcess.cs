using System.Diagnostics;
using System.Globalization;
using Wva.Benchmarks.Measuring;

namespace Wva.Benchmarks.Connections;

/// <summary>The other end of <see cref="LoadCommand"/>: starts it and gives it orders. It ends with its input, so it never outlives us.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it; no connection is made yet.</summary>
    public LoadProcess(AggregatorProcess aggregator, int count, double busyShare)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            LoadCommand.Name, aggregator.Grpc.ToString(), aggregator.AuthorityFile,
            count.ToString(CultureInfo.InvariantCulture), busyShare.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
    }

    /// <summary>What it has used.</summary>
    public ProcessUse Use => ProcessUse.Read(_process.Id);

    /// <summary>Opens all streams.</summary>
    /// <exception cref="InvalidOperationException">One was not taken.</exception>
    public async Task OpenAsync(CancellationToken stop)
    {
        if (await OrderAsync("open", stop) is not "opened" and var problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    /// <summary>Lets the agents speak from now on.</summary>
    public Task TalkAsync(CancellationToken stop) => OrderAsync("talk", stop);

    /// <summary>How many messages were sent so far, how many were left out because the one before was under way, and how many streams have ended.</summary>
    public async Task<(long Sent, long Late, int Ended)> CountAsync(CancellationToken stop)
    {
        var words = (await OrderAsync("count", stop)).Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return (words[0], words[1], (int)words[2]);
    }

    /// <summary>Milliseconds from sample to fleet, at most, of so many probes.</summary>
    public async Task<IReadOnlyList<double>> ProbeAsync(int count, CancellationToken stop) =>
        [.. (await OrderAsync(string.Create(CultureInfo.InvariantCulture, $"probe {count}"), stop)).Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public void Dispose()
    {
        // Its connections are cut, as those of a node that is gone.
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<string> OrderAsync(string order, CancellationToken stop)
    {
        await _process.StandardInput.WriteLineAsync(order.AsMemory(), stop);
        await _process.StandardInput.FlushAsync(stop);
        return await _process.StandardOutput.ReadLineAsync(stop) ?? throw new InvalidOperationException($"the load generator ended at '{order}'");
    }
}
