using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Wva.Simulation.Traces;
using Wva.Testing;

namespace Wva.Simulation.Tests.Traces;

public sealed class TracePlayerTests
{
    private static readonly TraceRequest[] Trace = [new(0, 1, 1), new(0, 2, 1), new(1.5, 3, 1), new(4, 4, 1)];

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<(double At, int Request)> _offered = new();

    [Fact]
    public async Task Each_request_comes_at_its_time_and_after_a_gap_the_next_ones_keep_theirs()
    {
        var start = _time.GetTimestamp();
        var playing = TracePlayer.PlayAsync(Trace, _time, request => _offered.Enqueue((_time.GetElapsedTime(start).TotalSeconds, request.PromptTokens)), Stop);
        await OfferedAsync(2);
        _time.Advance(TimeSpan.FromSeconds(3));
        await OfferedAsync(3);
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(3, _offered.Count);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await playing;

        Assert.Equal([1, 2, 3, 4], _offered.Select(one => one.Request));
        Assert.Equal(4, _offered.Last().At);
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        var playing = TracePlayer.PlayAsync(Trace, _time, request => _offered.Enqueue((0, request.PromptTokens)), stop.Token);
        await OfferedAsync(2);
        await stop.CancelAsync();

        await Task.WhenAny(playing);
        Assert.True(playing.IsCanceled);
        Assert.Equal(2, _offered.Count);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task OfferedAsync(int count) => Eventually.TrueAsync($"{count} requests are offered", TimeSpan.FromSeconds(20), () => _offered.Count == count, Stop);
}
