using System.Globalization;
using Wva.Api;
using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary>One run of <c>up</c> over a load that keeps two replicas busy and then falls; in it processes are killed or stopped, and this is what an outsider sees.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    /// <summary>From so long a window on a run takes minutes, and is one of <c>tests/run --full</c>.</summary>
    public const double LongWindowSeconds = 30;

    private const string Variant = "a10g";
    private const double SettledKvUse = 0.3;
    private const double FreshSeconds = 12; // an engine that idles is read once in 10 s

    // One a10g at 3.6 of these requests a second uses 0.42 of its KV cache: two of them ask for ceil(2 x 0.42 / 0.7) = 2, and half of it for one.
    // The first requests come twice as fast, so that the two are busy before anybody may scale in.
    private const double BusyRate = 3.6;
    private const double FirstRate = 2 * BusyRate;
    private const double FirstSeconds = 4;

    // What is left over comes from the trace, which begins once the engines answer.
    private const double TraceSeconds = 12;
    private const double EndSeconds = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _fall = new();
    private readonly HttpClient _http = AggregatorClient.CreateHttp();
    private readonly UpRun _up;
    private readonly TimeSpan _window;
    private readonly double _leftOver;
    private readonly GaugeWatch _gauges;
    private readonly PublishedValues _published;
    private readonly Task _watching;
    private Task _playing = Task.CompletedTask;
    private long _fellAt = long.MaxValue;

    private FaultRun(UpRun up, TimeSpan window, double leftOver)
    {
        (_up, _window, _leftOver) = (up, window, leftOver);
        Processes = new RunProcesses(up);
        _gauges = new GaugeWatch(Processes.EnginePorts);
        _published = new PublishedValues(Path.Combine(up.LeftFolders.Single(), "variants"));
        _watching = Task.WhenAll(_gauges.WatchAsync(_over.Token), _published.WatchAsync(_over.Token));
        Aggregators = [.. up.Lines.Where(line => line.StartsWith("aggregator ", StringComparison.Ordinal)).Select(line => new Uri(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])).Select(page => new Uri(page, "/"))];
    }

    /// <summary>What runs below it.</summary>
    public RunProcesses Processes { get; }

    /// <summary>Where the aggregators answer.</summary>
    public IReadOnlyList<Uri> Aggregators { get; }

    /// <summary>What is printed, a line each.</summary>
    public IReadOnlyList<string> Lines => _up.Lines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="windowSeconds">The policy's window of scaling in.</param>
    /// <param name="leftOver">To which share of it the load will fall.</param>
    public static async Task<FaultRun> StartAsync(double windowSeconds, double leftOver = 0.5)
    {
        Assert.SkipUnless(windowSeconds < LongWindowSeconds || FaultBudget.IsFull, "takes minutes: tests/run --full");
#pragma warning disable CA2000 // the run owns it
        var up = await UpRun.StartAsync(folder =>
        {
            var trace = Path.Combine(folder, "steady.csv");
            RateTrace.Write(trace, (TraceSeconds, 2 * BusyRate * leftOver), (EndSeconds, 0));
            return ["--trace", trace, "--scale-in-window", windowSeconds.ToString(CultureInfo.InvariantCulture), "--minutes", "4", "--plain"];
        });
#pragma warning restore CA2000
        try
        {
            await up.WaitForAsync("logs  ", Stop);
            return new FaultRun(up, TimeSpan.FromSeconds(windowSeconds), leftOver);
        }
        catch
        {
            await up.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until two replicas are busy, and every aggregator knows.</summary>
    public async Task WaitForLoadAsync()
    {
        await Eventually.TrueAsync("two engines answer", Patience, () => _gauges.Last.Count == 2, Stop);
        _playing = Task.WhenAll(Processes.EnginePorts().Select(port => ExtraLoad.PlayAsync(port, Due, _fall.Token)));
        await Eventually.TrueAsync("two engines are busy", Patience, () => _gauges is { Last.Count: 2, Demand: 2 } && _gauges.Last.All(engine => engine.KvCacheUsage > SettledKvUse), Stop);
        await WaitForWholeAsync(DateTimeOffset.MinValue);
        Assert.Equal(2, _published.Sum);
    }

    /// <summary>Lets the load fall.</summary>
    public async Task LetLoadFallAsync()
    {
        _fellAt = TimeProvider.System.GetTimestamp();
        await _fall.CancelAsync();
    }

    /// <summary>Waits until every aggregator answers, and has fresh signals of every replica that is published.</summary>
    /// <param name="since">Answers of earlier cycles do not count.</param>
    /// <returns>When that was so by the one that decides, by the clock's time stamps.</returns>
    public async Task<long> WaitForWholeAsync(DateTimeOffset since)
    {
        var whole = await Task.WhenAll(Aggregators.Select(async aggregator =>
        {
            var report = await EventuallyAsync($"all is well by {aggregator}", async () => await AskAsync(aggregator) is { } answer && answer.Time > since && IsWhole(answer) ? answer : null);
            return (report.Decides, At: TimeProvider.System.GetTimestamp());
        }));
        return whole.Where(answer => answer.Decides).Min(answer => answer.At);
    }

    /// <summary>Waits until an aggregator itself names a pod as quiet.</summary>
    /// <param name="since">Answers of earlier cycles do not count.</param>
    /// <param name="what">What is waited for.</param>
    /// <param name="isIt">Whether it is the one.</param>
    public async Task<QuietReplica> WaitForQuietAsync(DateTimeOffset since, string what, Func<QuietReplica, bool> isIt)
    {
        var quiet = await EventuallyAsync(what, async () =>
        {
            var reports = await Task.WhenAll(Aggregators.Select(AskAsync));
            return reports.Where(report => report?.Time > since).SelectMany(report => Of(report!).Quiet).FirstOrDefault(isIt);
        });
        Tell($"quiet, by an aggregator: {quiet}");
        return quiet;
    }

    /// <summary>Waits until fewer replicas are wanted than published, and a hold is the reason why they stand; nothing may fall meanwhile.</summary>
    /// <returns>When that was seen first, by the clock's time stamps.</returns>
    public async Task<long> WaitForHoldAsync(string code)
    {
        var held = await EventuallyAsync($"{code} keeps two replicas", async () =>
        {
            Assert.Empty(_published.Falls);
            return await DecisionAsync() is { } decision && decision.Wanted < decision.Target && decision.Reasons.Any(reason => reason.Code == code) ? decision : null;
        });
        Assert.Equal(2, held.Target);
        Tell($"held: {held.Reasons.Last()}");
        return TimeProvider.System.GetTimestamp();
    }

    /// <summary>Waits until a hold has stood for longer than anything else would keep the replicas; nothing may fall meanwhile.</summary>
    public Task WaitForWindowAsync(long heldSince) => Eventually.TrueAsync(
        "the window has passed",
        Patience,
        () =>
        {
            Assert.Empty(_published.Falls);
            return TimeProvider.System.GetElapsedTime(heldSince) > FaultBudget.Outlasting(_window);
        },
        Stop);

    /// <summary>A hold stood for longer than what was wanted before it counts: without it the replicas would have gone meanwhile.</summary>
    public void AssertOutlastedTheWindow(long heldSince, long backAt) => Assert.True(TimeProvider.System.GetElapsedTime(heldSince, backAt) > _window, $"held for {Seconds(heldSince, backAt)} only");

    /// <summary>Asks until the answer is good, and tells how long it took.</summary>
    public static async Task<T> EventuallyAsync<T>(string what, Func<Task<T?>> ask)
        where T : class
    {
        T? good = null;
        var began = TimeProvider.System.GetTimestamp();
        while ((good = await ask()) is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(UpRun.Look, TimeProvider.System, Stop);
        }

        return good;
    }

    /// <summary>One that answers and says what all have.</summary>
    public async Task<StatusReport> StatusAsync() =>
        (await new AggregatorClient(_http, Aggregators, TimeProvider.System).StatusAsync(Stop)).Report ?? throw new InvalidOperationException("no aggregator answers");

    /// <summary>The last decision on the variant by any aggregator, or by another than one; null where none of them decides.</summary>
    public async Task<DecisionReport?> DecisionAsync(string? butNotOf = null) =>
        (await new AggregatorClient(_http, Aggregators, TimeProvider.System).ExplainAsync("default", Variant, Stop)).Report is { Decides: true } report && report.AnsweredBy != butNotOf ? report.Decision : null;

    /// <summary>Waits until a line is printed that holds a text.</summary>
    public Task WaitForLineAsync(string text) => Eventually.TrueAsync($"'{text}' in what up prints", Patience, () => Lines.Any(line => line.Contains(text, StringComparison.Ordinal)), Stop);

    /// <summary>Nothing was scaled in while the load lasted and not everything was back; then it is, within the budget.</summary>
    /// <param name="backAt">When everything was back, by the clock's time stamps.</param>
    public async Task AssertOnlyTheFallOfLoadScalesInAsync(long backAt)
    {
        await Eventually.TrueAsync("one replica published", Patience, () => _published.Sum == 1, Stop);
        var falls = _published.Falls;
        Assert.All(falls, fall => Assert.True(fall.Timestamp > _fellAt && fall.Timestamp > backAt, $"scaled in to {fall.Sum} {Seconds(_fellAt, fall.Timestamp)} after the load fell and {Seconds(backAt, fall.Timestamp)} after all was back"));
        var since = Math.Max(backAt, _gauges.LastOverOne);
        Tell($"scaled in {Seconds(since, falls[^1].Timestamp)} after recovery and the fall of the load, window {_window.TotalSeconds} s");
        Assert.InRange(TimeProvider.System.GetElapsedTime(since, falls[^1].Timestamp), TimeSpan.Zero, FaultBudget.Recovery(_window));
    }

    /// <summary>Says something beside the result.</summary>
    public static void Tell(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    public async ValueTask DisposeAsync()
    {
        foreach (var line in Lines)
        {
            Tell(line);
        }

        await _over.CancelAsync();
        await _fall.CancelAsync();
#pragma warning disable VSTHRD003 // started by the constructor; no synchronisation context to deadlock on
        await Task.WhenAll(_watching, _playing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore VSTHRD003
        await _up.DisposeAsync();
        _http.Dispose();
        _over.Dispose();
        _fall.Dispose();
    }

    private async Task<StatusReport?> AskAsync(Uri aggregator) => (await new AggregatorClient(_http, [aggregator], TimeProvider.System).StatusAsync(Stop)).Report;

    // Of one engine, beside its part of what is left over.
    private double Due(double seconds) => (BusyRate * (1 - _leftOver) * seconds) + ((FirstRate - BusyRate) * Math.Min(seconds, FirstSeconds));

    private static VariantReport Of(StatusReport report) => report.Variants.Single(variant => variant.Name == Variant);

    private static bool IsWhole(StatusReport report) =>
        Of(report) is { Quiet.IsEmpty: true, OldestSignalAgeSeconds: < FreshSeconds, Replicas: { } replicas } variant
        && replicas.Serving == variant.Desired && variant.Current == variant.Desired;

    private static string Seconds(long from, long to) => string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(from, to).TotalSeconds:0.00} s");
}
