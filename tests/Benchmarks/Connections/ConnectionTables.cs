using System.Globalization;
using Wva.Benchmarks.Measuring;

namespace Wva.Benchmarks.Connections;

/// <summary>Results as text.</summary>
internal static class ConnectionTables
{
    private const int ManyConnections = 40_000;

    /// <summary>A row a run.</summary>
    public static string Runs(IEnumerable<ConnectionResult> results)
    {
        var table = new MarkdownTable(
            "setting", "connections", "KiB each, live", "with garbage", "objects", "native", "native asked for", "messages/s", "aggregator µs a message (user + kernel)", "agents µs a message (user + kernel)",
            "aggregator cores", "cores when silent", "sample to fleet ms p50 / p99", "opened in s", "base MiB");
        foreach (var result in results)
        {
            var perMessage = 1e6 / result.MessagesPerSecond;
            table.Add(
                result.Setting,
                Number(result.Count, "N0"),
                Number(result.LiveKiB, "F1"),
                Number(result.WithGarbageKiB, "F1"),
                Number(result.ManagedKiB, "F1"),
                Number(result.NativeKiB, "F1"),
                Number(result.NativeAskedKiB, "F1"),
                Number(result.MessagesPerSecond, "N0"),
                $"{Number(result.ServerMicroseconds, "F0")} ({Number(result.ServerCores.User * perMessage, "F0")} + {Number(result.ServerCores.System * perMessage, "F0")})",
                $"{Number(result.LoadMicroseconds, "F0")} ({Number(result.LoadCores.User * perMessage, "F0")} + {Number(result.LoadCores.System * perMessage, "F0")})",
                Number(result.ServerCores.User + result.ServerCores.System, "F3"),
                Number(result.IdleCores, "F3"),
                $"{Number(Ranking.At(result.Latencies, 0.50), "F1")} / {Number(Ranking.At(result.Latencies, 0.99), "F1")}{(result.Late > 0 ? $" ({result.Late} late)" : "")}",
                Number(result.Opening.TotalSeconds, "F1"),
                Number(result.Base.Use.ResidentKiB / 1024.0, "F0"));
        }

        return table.ToString();
    }

    /// <summary>Live objects by type.</summary>
    public static string Types(ConnectionResult result)
    {
        var table = new MarkdownTable("type", "objects a connection", "KiB a connection");
        foreach (var (type, count, bytes) in result.Types)
        {
            table.Add($"`{type}`", Number((double)count / result.Count, "F2"), Number(bytes / 1024.0 / result.Count, "F2"));
        }

        return table.ToString();
    }

    /// <summary>What most of a connection's memory and of a message's time is.</summary>
    public static string Dominates(ConnectionResult result)
    {
        var kernel = result.ServerCores.System / (result.ServerCores.User + result.ServerCores.System);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Of {result.LiveKiB:F1} KiB a connection, {result.ManagedKiB:F1} are objects, {result.NativeKiB:F1} native (TLS; asked for: {result.NativeAskedKiB:F1}), {result.LiveKiB - result.ManagedKiB - result.NativeKiB:F1} gaps and pages half used.
            Of {result.ServerMicroseconds:F0} µs of the aggregator a message, {kernel:P0} are the kernel's; of {result.LoadMicroseconds:F0} µs of the agents, {result.LoadCores.System / (result.LoadCores.User + result.LoadCores.System):P0}.
            """);
    }

    /// <summary>How memory and processor time grow, and what the straight line says of 40,000 connections.</summary>
    public static string Growth(IReadOnlyList<ConnectionResult> results)
    {
        var table = new MarkdownTable("what", "line", "R²", "at 40,000 connections, extrapolated", "budget");
        Add(table, "memory of the process, live, MiB", results, result => result.Live.Use.ResidentKiB / 1024.0, "F0", "3,125 above the base (80 KiB each)");
        Add(table, "memory of the process, garbage included, MiB", results, result => result.BeforeCollection.ResidentKiB / 1024.0, "F0", "");
        Add(table, "cores of the aggregator", results, result => result.ServerCores.User + result.ServerCores.System, "F3", "1");
        Add(table, "sample to fleet, p99, ms", results, result => Ranking.At(result.Latencies, 0.99), "F1", "250");
        return table.ToString();
    }

    private static void Add(MarkdownTable table, string what, IReadOnlyList<ConnectionResult> results, Func<ConnectionResult, double> value, string format, string budget)
    {
        var fit = LinearFit.Of([.. results.Select(result => ((double)result.Count, value(result)))]);
        table.Add(what, $"{Number(fit.Intercept, format)} + {Number(fit.Slope * 1000, "G3")} a thousand", Number(fit.Determination, "F4"), Number(fit.At(ManyConnections), format), budget);
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
