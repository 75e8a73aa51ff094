using Microsoft.Extensions.Time.Testing;
using Wva.Testing;

namespace Wva.Aggregator.Tests.Fakes;

/// <summary>Several aggregators over one folder, on real sockets; the same pods report to each. Time is moved by the test, for all that live alike.</summary>
internal sealed class Members : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Push = TimeSpan.FromMilliseconds(200);

    private readonly TestCertificates _certificates = new();
    private readonly List<Member> _all = [];
    private readonly HttpClient _http = new();
    private DateTimeOffset _now = World.Noon;

    public VariantFolderFake Folder { get; } = new();

    private IEnumerable<Member> Alive => _all.Where(member => !member.IsDead);

    public async Task<Member> StartAsync(string identity, IReadOnlyList<string> pods)
    {
        var time = new FakeTimeProvider(_now);
#pragma warning disable CA2000 // the member disposes it
        var member = new Member(await AggregatorUnderTest.StartAsync(Folder, _certificates, time, identity), time);
#pragma warning restore CA2000
        _all.Add(member);
        await member.ConnectAsync(_certificates, pods);
        return member;
    }

    /// <summary>Lets so many seconds pass. Each second every pod reports to every aggregator, and each of them has a cycle after that.</summary>
    public async Task PlayAsync(int seconds, double kv, Action? eachSecond = null)
    {
        for (var i = 0; i < seconds; i++)
        {
            foreach (var member in Alive)
            {
                await member.ReportAsync(kv);
            }

            Advance(Second);
            var due = _now;
            await UntilAsync(() => Alive.All(member => member.Aggregator.Cycles.LastAt >= due));
            eachSecond?.Invoke();
        }
    }

    /// <summary>Waits until something is so; where that takes long, a timer was set just after time had moved, and time is pushed on.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        var looks = 0;
        await Until.TrueAsync(() =>
        {
            if (++looks % 50 == 0)
            {
                Advance(Push);
            }

            return condition();
        });
    }

    /// <summary>The metrics page, once it is as wanted: the exporter answers from one up to 300 ms old.</summary>
    public async Task<string> PageAsync(Member member, Func<string, bool> isWanted)
    {
        var page = "";
        var began = TimeProvider.System.GetTimestamp();
        while (page.Length == 0 || !isWanted(page))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), page);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
            page = await GetAsync(member, "/metrics");
        }

        return page;
    }

    public Task<string> GetAsync(Member member, string path) => _http.GetStringAsync(new Uri(member.Aggregator.Http, path), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _all)
        {
            await member.DisposeAsync();
        }

        _http.Dispose();
        Folder.Dispose();
        _certificates.Dispose();
    }

    private void Advance(TimeSpan by)
    {
        _now += by;
        foreach (var member in Alive)
        {
            member.Time.Advance(by);
        }
    }
}
