using System.Globalization;
using Wva.Api;
using Wva.Local.Cluster;
using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary>One run of <c>up</c> over a steady load, in which processes are killed with -9, and what an outsider sees of it.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private const string Variant = "a10g";
    private const double SettledKvUse = 0.3;
    private const double FreshSeconds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // The budget of recovery: scaleInStabilizationSeconds, and 10 s; the rest is for some twenty processes on a busy machine.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _over = new();
    private readonly HttpClient _http = AggregatorClient.CreateHttp();
    private readonly UpRun _up;
    private readonly long _halfAt;
    private readonly GaugeWatch _gauges;
    private readonly PublishedValues _published;
    private readonly Task _watching;

    private FaultRun(UpRun up, TimeSpan halfAt)
    {
        _up = up;
        _halfAt = TimeProvider.System.GetTimestamp() + (long)(halfAt.TotalSeconds * TimeProvider.System.TimestampFrequency);
        _gauges = new GaugeWatch(() => [.. up.Children().Select(child => child.Command).Where(IsEngine).Select(Port)]);
        _published = new PublishedValues(Path.Combine(up.LeftFolders.Single(), "variants"));
        _watching = Task.WhenAll(_gauges.WatchAsync(_over.Token), _published.WatchAsync(_over.Token));
        Aggregators = [.. up.Lines.Where(line => line.StartsWith("aggregator ", StringComparison.Ordinal)).Select(line => new Uri(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])).Select(page => new Uri(page, "/"))];
    }

    /// <summary>Where the aggregators answer.</summary>
    public IReadOnlyList<Uri> Aggregators { get; }

    /// <summary>What is printed, a line each.</summary>
    public IReadOnlyList<string> Lines => _up.Lines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="halfAtSeconds">When the load falls to half, since the first request.</param>
    public static async Task<FaultRun> StartAsync(double halfAtSeconds)
    {
#pragma warning disable CA2000 // the run owns it
        var up = await UpRun.StartAsync(folder =>
        {
            var trace = Path.Combine(folder, "steady.csv");
            SteadyLoad.Write(trace, TimeSpan.FromSeconds(halfAtSeconds));
            return ["--trace", trace, "--scale-in-window", Window.TotalSeconds.ToString(CultureInfo.InvariantCulture), "--minutes", "4", "--plain"];
        });
#pragma warning restore CA2000
        try
        {
            await up.WaitForAsync("logs  ", Stop);
            return new FaultRun(up, TimeSpan.FromSeconds(halfAtSeconds));
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
        await Eventually.TrueAsync("two engines are busy", Patience, () => _gauges is { Last.Count: 2, Demand: 2 } && _gauges.Last.All(engine => engine.KvCacheUsage > SettledKvUse), Stop);
        await WaitForWholeAsync(DateTimeOffset.MinValue);
        Assert.Equal(2, _published.Sum);
    }

    /// <summary>Waits until every aggregator answers, and has fresh signals of every replica that is published.</summary>
    /// <param name="since">Answers of earlier cycles do not count.</param>
    /// <returns>When that was, by the clock's time stamps.</returns>
    public async Task<long> WaitForWholeAsync(DateTimeOffset since)
    {
        foreach (var aggregator in Aggregators)
        {
            var client = new AggregatorClient(_http, [aggregator], TimeProvider.System);
            await EventuallyAsync($"all is well by {aggregator}", async () => (await client.StatusAsync(Stop)).Report is { } report && report.Time > since && IsWhole(report) ? report : null);
        }

        return TimeProvider.System.GetTimestamp();
    }

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

    /// <summary>The last decision on the variant by another aggregator than one; null where no other decides.</summary>
    public async Task<DecisionReport?> DecisionOfAnotherAsync(string identity) =>
        (await new AggregatorClient(_http, Aggregators, TimeProvider.System).ExplainAsync("default", Variant, Stop)).Report is { Decides: true } report && report.AnsweredBy != identity ? report.Decision : null;

    /// <summary>Waits until a line is printed that holds a text.</summary>
    public Task WaitForLineAsync(string text) => Eventually.TrueAsync($"'{text}' in what up prints", Patience, () => Lines.Any(line => line.Contains(text, StringComparison.Ordinal)), Stop);

    /// <summary>kill -9 of the <c>agent</c> or the <c>engine</c> of a pod.</summary>
    /// <returns>The pod.</returns>
    public async Task<string> KillAsync(string process)
    {
        var children = _up.Children();
        var agent = children.First(child => child.Command.Contains("--pod-name"));
        var engine = children.Single(child => IsEngine(child.Command) && Port(child.Command) == new Uri(ValueOf(agent.Command, "--engine")).Port);
        await _up.SignalAsync("-KILL", process == "agent" ? agent.Id : engine.Id);
        return ValueOf(agent.Command, "--pod-name");
    }

    /// <summary>kill -9 of aggregators, all at once.</summary>
    public Task KillAggregatorsAsync(params string[] identities) => Task.WhenAll(_up.Children()
        .Where(child => child.Command.Contains("--identity") && identities.Contains(ValueOf(child.Command, "--identity"), StringComparer.Ordinal))
        .Select(child => _up.SignalAsync("-KILL", child.Id)));

    /// <summary>Nothing was scaled in while the load lasted and not everything was back; then it is, within the budget.</summary>
    /// <param name="backAt">When everything was back, by the clock's time stamps.</param>
    public async Task AssertOnlyHalfTheLoadIsScaledInAsync(long backAt)
    {
        await Eventually.TrueAsync("one replica published", Patience, () => _published.Sum == 1, Stop);
        var falls = _published.Falls;
        Assert.All(falls, fall => Assert.True(fall.Timestamp > _halfAt && fall.Timestamp > backAt, $"scaled in to {fall.Sum} {Seconds(_halfAt, fall.Timestamp)} after the load fell and {Seconds(backAt, fall.Timestamp)} after all was back"));
        var since = Math.Max(backAt, _gauges.LastOverOne);
        Tell($"scaled in {Seconds(since, falls[^1].Timestamp)} after recovery and half the load, window {Window.TotalSeconds} s");
        Assert.InRange(TimeProvider.System.GetElapsedTime(since, falls[^1].Timestamp), TimeSpan.Zero, Window + Budget + Busy);
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
#pragma warning disable VSTHRD003 // started by the constructor; no synchronisation context to deadlock on
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore VSTHRD003
        await _up.DisposeAsync();
        _http.Dispose();
        _over.Dispose();
    }

    private static bool IsWhole(StatusReport report) =>
        report.Variants.Single(variant => variant.Name == Variant) is { Quiet.IsEmpty: true, OldestSignalAgeSeconds: < FreshSeconds, Replicas: { } replicas } variant
        && replicas.Serving == variant.Desired && variant.Current == variant.Desired;

    private static bool IsEngine(string[] command) => command is [_, EngineArguments.Word, ..];

    private static int Port(string[] command) => EngineArguments.Read(command[1..]).Port;

    private static string ValueOf(string[] command, string option) => command[Array.IndexOf(command, option) + 1];

    private static string Seconds(long from, long to) => string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(from, to).TotalSeconds:0.00} s");
}
