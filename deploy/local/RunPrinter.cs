using System.Globalization;
using Wva.Local.Measure;
using Wva.Local.Run;
using Wva.Simulation.Recordings;

namespace Wva.Local;

/// <summary>Everything that <c>up</c> prints, without colours; on a terminal one live line more.</summary>
/// <param name="output">Where to.</param>
/// <param name="isLive">Whether a line may be overwritten.</param>
internal sealed class RunPrinter(TextWriter output, bool isLive)
{
    private readonly Lock _lock = new();
    private bool _onLiveLine;

    /// <summary>Whether there is a live line.</summary>
    public bool IsLive => isLive;

    /// <summary>What runs, where, and at which periods.</summary>
    public void Started(UpOptions options, RecordingPlayer player, LocalVariant variant, LocalSystem system)
    {
        Line($"playing {options.Recording} from {Seconds(player.From)}: {variant.Model}, {Seconds(player.Length)} of pages");
        Line($"engine      {system.Engine.Url}");
        Line($"agent       {system.AgentMetrics}");
        Line($"aggregator  {system.AggregatorMetrics}   agents report to {system.Addresses.Grpc}");
        Line($"variant     {LocalVariant.ManifestFile(system.Variants)}: cost {Number(LocalVariant.Cost)}, 1 to {LocalVariant.MaxReplicas} replicas");
        Line($"periods     page every 1 s, at best 0.25 s while requests wait or KV use is 0.6 or more; cycle 1 s; scale-in window {Seconds(LocalVariant.ScaleInStabilization)}");
    }

    /// <summary>A published value.</summary>
    public void Published(Publication publication)
    {
        var from = publication.From is { } value ? Number(value) : "none";
        var latency = publication.Latency is { } time ? $" ({time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms after the engine asked for it)" : string.Empty;
        Line($"{At(publication.At)}  {publication.Variant}: {from} -> {Number(publication.To)}  {publication.Reason}: {publication.Message}{latency}");
    }

    /// <summary>The live line.</summary>
    public void Live(TimeSpan at, int pages, int? published)
    {
        lock (_lock)
        {
            output.Write($"\r{At(at)}  {Number(pages)} pages, published {(published is { } value ? Number(value) : "nothing yet")} ");
            output.Flush();
            _onLiveLine = true;
        }
    }

    /// <summary>Ends the live line, so that it stays as it is.</summary>
    public void EndLive()
    {
        lock (_lock)
        {
            FinishLiveLine();
        }
    }

    /// <summary>The last line.</summary>
    public void Summary(RunSummary summary) => Line(SummaryLine.Write(summary));

    private static string At(TimeSpan at) => at.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(9) + " s";

    private static string Seconds(TimeSpan time) => Number(Math.Round(time.TotalSeconds, 1)) + " s";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private void Line(string text)
    {
        lock (_lock)
        {
            FinishLiveLine();
            output.WriteLine(text);
        }
    }

    private void FinishLiveLine()
    {
        if (_onLiveLine)
        {
            output.WriteLine();
            _onLiveLine = false;
        }
    }
}
