using System.Globalization;
using Wva.Local.Cluster;
using Wva.Simulation.Traces;

namespace Wva.Local.Tests.Cluster;

public sealed class PlayedRequestsTests : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(15);

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("played-").FullName, "a.csv");

    [Fact]
    public void Without_a_trace_it_is_a_day_that_begins_with_the_first_answer_and_ends_with_the_run()
    {
        var played = PlayedRequests.Of(Options(null), Length, Lead);

        Assert.Equal("a generated day of chat: all of its 24 h in 2.75 min, every request, 2.2 a second on average", played.Description);
        Assert.Equal(ChatDay.Generate(new ChatDayOptions { Length = Length - Lead, MeanRequestsPerSecond = 2.2 }).Count(), played.Trace.Count());
        Assert.InRange(played.Trace.First().ArrivalSeconds, 15, 20);
        Assert.InRange(played.Trace.Last().ArrivalSeconds, 170, 180);
    }

    [Fact]
    public void A_trace_is_played_at_its_own_pace_and_says_how_much_of_it()
    {
        Write(seconds: 24 * 3600, step: 60);
        Assert.Equal("a.csv: the first 3 min of 24 h, at their own pace; --squeeze plays all of it", PlayedRequests.Of(Options(_file), Length, Lead).Description);

        Write(seconds: 120, step: 60);
        var played = PlayedRequests.Of(Options(_file), Length, Lead);
        Assert.Equal("a.csv: all of its 2 min, at its own pace", played.Description);
        Assert.Equal([0, 60, 120], played.Trace.Select(request => request.ArrivalSeconds));
    }

    [Fact]
    public void A_squeezed_trace_is_played_whole_with_fewer_requests_at_the_rate_of_the_fleet()
    {
        Write(seconds: 24 * 3600, step: 1);

        var played = PlayedRequests.Of(Options(_file) with { Squeeze = true }, Length, Lead);

        Assert.Equal("a.csv: all of its 24 h in 2.75 min, 1 of 238 requests, 2.2 a second on average", played.Description);
        Assert.InRange(played.Trace.Count(), 363 - 57, 363 + 57); // drawn: three standard deviations
        Assert.InRange(played.Trace.First().ArrivalSeconds, 15, 20);
        Assert.InRange(played.Trace.Last().ArrivalSeconds, 175, 180);
        Assert.Equal(played.Trace, PlayedRequests.Of(Options(_file) with { Squeeze = true }, Length, Lead).Trace);
    }

    [Fact]
    public void Another_rate_is_kept_and_a_trace_with_fewer_requests_loses_none()
    {
        Write(seconds: 330, step: 1);

        Assert.EndsWith(" in 2.75 min, every request, 2.01 a second on average", PlayedRequests.Of(Options(_file) with { Squeeze = true }, Length, Lead).Description, StringComparison.Ordinal);
        Assert.EndsWith(", 1 of 4 requests, 0.5 a second on average", PlayedRequests.Of(Options(_file) with { Squeeze = true, RequestsPerSecond = 0.5 }, Length, Lead).Description, StringComparison.Ordinal);
        Assert.EndsWith(", every request, 9 a second on average", PlayedRequests.Of(Options(null) with { RequestsPerSecond = 9 }, Length, Lead).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_ends_before_an_engine_answers_plays_nothing_and_says_so()
    {
        var played = PlayedRequests.Of(Options(null), TimeSpan.FromSeconds(6), Lead);

        Assert.Empty(played.Trace);
        Assert.StartsWith("a generated day of chat: nothing of it; ", played.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_with_a_bad_line_is_refused_before_anything_starts()
    {
        File.WriteAllText(_file, "arrival_ms,prompt_tokens,output_tokens\n0,1,1\n1,x,1\n");

        Assert.Contains("line 3: prompt_tokens: found 'x'", Assert.Throws<InvalidDataException>(() => PlayedRequests.Of(Options(_file), Length, Lead)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    private static UpOptions Options(string? trace) => new() { Agent = "agent", Aggregator = "aggregator", Trace = trace };

    private void Write(int seconds, int step) => File.WriteAllText(
        _file,
        "arrival_ms,prompt_tokens,output_tokens\n" + string.Concat(Enumerable.Range(0, (seconds / step) + 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i * step * 1000L},100,10\n"))));
}
