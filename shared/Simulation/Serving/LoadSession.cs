using System.Globalization;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Serving;

/// <summary>
/// The gauges of the page, a line a change: <c>RUNNING WAITING KV_CACHE_USAGE</c>. For whoever measures how long a change takes to become a decision, and would load the engine by reading its page that often.
/// </summary>
internal static class LoadSession
{
    public const string Path = "/load";
    public const string Protocol = "wva-load";

    /// <summary>Time between two looks: a change is told no later than that.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    /// <summary>Tells until the client leaves.</summary>
    public static async Task RunAsync(SocketLines lines, EngineCore core, TimeProvider time, CancellationToken stop)
    {
        EngineGauges? told = null;
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            var gauges = core.ReadGauges();
            if (gauges != told)
            {
                told = gauges;
                await lines.WriteAsync(Write(gauges) + "\n", stop);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    /// <summary>The line, without its line feed.</summary>
    public static string Write(EngineGauges gauges) => string.Create(CultureInfo.InvariantCulture, $"{gauges.Running} {gauges.Waiting} {gauges.KvCacheUsage:R}");

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static EngineGauges Parse(string line) =>
        line.Split(' ') is [var running, var waiting, var usage]
        && int.TryParse(running, NumberStyles.None, CultureInfo.InvariantCulture, out var r)
        && int.TryParse(waiting, NumberStyles.None, CultureInfo.InvariantCulture, out var w)
        && double.TryParse(usage, NumberStyles.Float, CultureInfo.InvariantCulture, out var kv)
            ? new EngineGauges(r, w, kv)
            : throw new FormatException($"expected 'RUNNING WAITING KV_CACHE_USAGE', found '{line}'");
}
