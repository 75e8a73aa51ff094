using System.Globalization;
using System.IO.Compression;
using Wva.Simulation.Engines;
using Wva.Testing;

namespace Wva.Benchmarks.Simulation;

/// <summary>Requests for the benchmark of the simulation, in the order of time.</summary>
internal static class SimulatedDay
{
    private const double SecondsADay = 86_400;
    private const double DayRate = 500_000 / SecondsADay;

    /// <summary>So many requests at 500,000 a day, at random moments, lengths spread like chat's (log-normal, medians of 700 and 150 tokens).</summary>
    public static (double AtSeconds, EngineRequest Request)[] Made(int requests, Random random)
    {
        var at = 0.0;
        return [.. Enumerable.Range(0, requests).Select(id => (
            at -= Math.Log(1 - random.NextDouble()) / DayRate,
            new EngineRequest(id, LogNormal(random, 700, 1.0, 16_000), LogNormal(random, 150, 0.9, 2_000))))];
    }

    /// <summary>A day of a trace.</summary>
    /// <param name="name">Its name, in the folder of traces.</param>
    /// <returns>The requests; null where that folder is not there.</returns>
    public static (double AtSeconds, EngineRequest Request)[]? Traced(string name)
    {
        if (SharedFolder.File($"traces/{name}.csv.gz") is not { } path)
        {
            return null;
        }

        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var requests = new List<(double, EngineRequest)>();
        reader.ReadLine(); // the names of the columns
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            requests.Add((Number(cells[0]) / 1000.0, new EngineRequest(requests.Count, Number(cells[1]), Number(cells[2]))));
        }

        return [.. requests];
    }

    private static int LogNormal(Random random, double median, double sigma, int most)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (int)Math.Clamp(median * Math.Exp(sigma * normal), 1, most);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
