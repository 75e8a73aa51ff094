using System.Globalization;
using Wva.Replay.Loop;
using Wva.Simulation.Traces;

namespace Wva.Local.Cluster;

/// <summary>The requests of a run.</summary>
/// <param name="Trace">The requests as they are played, in the order of their arrival.</param>
/// <param name="Description">How much of which load that is, and at which pace.</param>
internal sealed record PlayedRequests(IEnumerable<TraceRequest> Trace, string Description)
{
    private const int Seed = 1;
    private const double ShownInHours = 2;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Those that were asked for.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="length">How long the run lasts.</param>
    /// <param name="lead">When the first engines answer. What is squeezed begins then: nobody waits for a cluster that is being switched on.</param>
    /// <exception cref="InvalidDataException">The trace cannot be read; the message names file, line and column.</exception>
    public static PlayedRequests Of(UpOptions options, TimeSpan length, TimeSpan lead)
    {
        var rate = options.RequestsPerSecond ?? DemoFleet.MeanRequestsPerSecond;
        if (options.Trace is { } file)
        {
            var trace = TraceReader.Read(file);
            var extent = TraceExtent.Of(trace);
            return options.Squeeze ? Squeezed(Path.GetFileName(file), trace, extent, length - lead, lead, rate) : AtItsPace(Path.GetFileName(file), trace, extent, length);
        }

        // As many requests in the day as are to come in the run.
        var requests = rate * Math.Max((length - lead).TotalSeconds, 1);
        var day = ChatDay.Generate(new ChatDayOptions { Length = Day, MeanRequestsPerSecond = requests / Day.TotalSeconds });
        return Squeezed("a generated day of chat", day, new TraceExtent(Day.TotalSeconds, (long)requests), length - lead, lead, rate);
    }

    private static PlayedRequests Squeezed(string name, IEnumerable<TraceRequest> trace, TraceExtent extent, TimeSpan within, TimeSpan lead, double rate)
    {
        if (within <= TimeSpan.Zero)
        {
            return new PlayedRequests([], Text($"{name}: nothing of it; the run is over before the first engines answer, after {Span(lead.TotalSeconds)}"));
        }

        var squeeze = TraceSqueeze.Of(extent, within, rate);
        var seconds = extent.Seconds / squeeze.Factor;
        var share = squeeze.Share < 1 ? Text($"1 of {OneOf(1 / squeeze.Share)} requests") : "every request";
        return new PlayedRequests(
            squeeze.Play(trace, Seed).Delayed(lead),
            Text($"{name}: all of its {Span(extent.Seconds)} in {Span(seconds)}, {share}, {extent.Requests * squeeze.Share / Math.Max(seconds, 1):0.##} a second on average"));
    }

    private static PlayedRequests AtItsPace(string name, IEnumerable<TraceRequest> trace, TraceExtent extent, TimeSpan length) => new(
        trace,
        extent.Seconds > length.TotalSeconds
            ? Text($"{name}: the first {Span(length.TotalSeconds)} of {Span(extent.Seconds)}, at their own pace; --squeeze plays all of it")
            : Text($"{name}: all of its {Span(extent.Seconds)}, at its own pace"));

    private static string OneOf(double requests) => requests < 10 ? Text($"{requests:0.#}") : Text($"{requests:#,0}");

    private static string Span(double seconds) => seconds / 3600 >= ShownInHours ? Text($"{seconds / 3600:0.#} h") : Text($"{seconds / 60:0.##} min");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
