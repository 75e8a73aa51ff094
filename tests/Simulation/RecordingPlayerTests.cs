using CsCheck;
using Wva.Simulation.Recordings;

namespace Wva.Simulation.Tests;

public sealed class RecordingPlayerTests
{
    private static readonly RecordedPage[] Pages = [Page(1), Page(2), Page(2), Page(5)];

    [Theory]
    [InlineData(0, 0.0, -1)]
    [InlineData(0, 0.999, -1)]
    [InlineData(0, 1.0, 0)]
    [InlineData(0, 1.5, 0)]
    [InlineData(0, 2.0, 2)]
    [InlineData(0, 4.999, 2)]
    [InlineData(0, 5.0, 3)]
    [InlineData(0, 1e6, 3)]
    [InlineData(1.5, 0.0, 0)]
    [InlineData(1.5, 0.5, 2)]
    [InlineData(5, 0.0, 3)]
    public void The_page_that_stands_is_the_last_one_read_by_then(double fromSeconds, double elapsedSeconds, int expected)
    {
        var player = new RecordingPlayer(Pages, TimeSpan.FromSeconds(fromSeconds));
        var elapsed = TimeSpan.FromSeconds(elapsedSeconds);

        Assert.Equal(expected, player.IndexAt(elapsed));
        Assert.Same(expected < 0 ? null : Pages[expected], player.At(elapsed));
    }

    [Fact]
    public void Its_length_ends_with_the_moment_of_the_last_page() =>
        Assert.Equal(TimeSpan.FromSeconds(3.5), new RecordingPlayer(Pages, TimeSpan.FromSeconds(1.5)).Length);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(5.1)]
    public void A_start_outside_the_recording_is_refused(double fromSeconds)
    {
        var error = Assert.Throws<ArgumentException>(() => new RecordingPlayer(Pages, TimeSpan.FromSeconds(fromSeconds)));

        Assert.Contains("allowed: 0 to 5 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_without_pages_is_refused() => Assert.Throws<ArgumentException>(() => new RecordingPlayer([]));

    [Fact]
    public void Any_recording_at_any_moment_agrees_with_a_search_from_the_start() =>
        Gen.Select(Gen.Int[0, 50].Array[1, 30], Gen.Int[0, 60]).Sample((moments, at) =>
        {
            Array.Sort(moments);
            var player = new RecordingPlayer([.. moments.Select(moment => Page(moment))]);

            Assert.Equal(Array.FindLastIndex(moments, moment => moment <= at), player.IndexAt(TimeSpan.FromSeconds(at)));
        });

    private static RecordedPage Page(double atSeconds) => new(atSeconds, 200, 0.01, new byte[] { (byte)'\n' });
}
