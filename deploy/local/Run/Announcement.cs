using System.Text.Json;

namespace Wva.Local.Run;

/// <summary>Where the aggregator listens, as it announced it in a file.</summary>
/// <param name="Grpc">Address for agents.</param>
/// <param name="Http">Address of /metrics and the like.</param>
internal sealed record Announcement(string Grpc, string Http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the file.</summary>
    /// <exception cref="InvalidOperationException">The process ended instead, or took too long.</exception>
    public static async Task<Announcement> WaitAsync(string path, ChildProcess aggregator, TimeProvider time, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var hasEnded = aggregator.HasEnded; // asked first: it may announce itself and end between two looks
            if (File.Exists(path))
            {
                break;
            }

            if (hasEnded)
            {
                throw new InvalidOperationException(ChildFailure.Of(aggregator));
            }

            if (time.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"aggregator: no word of where it listens within {Patience.TotalSeconds} s");
            }

            await Task.Delay(Period, time, stop);
        }

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(path, stop));
        return new Announcement(json.RootElement.GetProperty("grpc").GetString()!, json.RootElement.GetProperty("http").GetString()!);
    }
}
