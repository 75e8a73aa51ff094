using CsCheck;
using Wva.Agent.Stream;
using Wva.Contracts;

namespace Wva.Agent.Tests.Stream;

public sealed class WritePolicyTests
{
    private static readonly StreamNews Quiet = new(HasEngine: false, HasSample: true, HasChanges: false);

    [Theory]
    [InlineData(true, true, true, "Engine")] // bounds before the buckets that they explain
    [InlineData(false, true, true, "FullSample")]
    [InlineData(false, true, false, "FullSample")]
    [InlineData(false, false, false, "Nothing")] // no scrape has ended yet
    public void A_stream_opens_with_engine_and_full_sample(bool engine, bool sample, bool changes, string expected) =>
        Assert.Equal(expected, WritePolicy.Next(default, new StreamNews(engine, sample, changes), TimeSpan.Zero).Write.ToString());

    [Theory]
    [InlineData(1, 0, true, "Sample", 0)]
    [InlineData(1, 0, false, "Nothing", 9)]
    [InlineData(10, 0, false, "Heartbeat", 0)]
    [InlineData(30, 25, false, "Nothing", 5)] // nothing changed, so there is nothing to restate
    [InlineData(29, 25, true, "Sample", 0)]
    [InlineData(30, 29, true, "FullSample", 0)]
    public void A_quiet_stream_says_so_every_10_s_and_what_changes_after_30_s_goes_out_in_full(int now, int lastWrite, bool changes, string expected, int wait)
    {
        var pace = new WritePace(TimeSpan.FromSeconds(lastWrite), TimeSpan.Zero, TimeSpan.Zero);
        var (write, after) = WritePolicy.Next(pace, Quiet with { HasChanges = changes }, TimeSpan.FromSeconds(now));
        Assert.Equal((expected, TimeSpan.FromSeconds(wait)), (write.ToString(), after));
    }

    [Fact]
    public void Whatever_happens_no_second_holds_more_than_ten_messages_and_none_is_waited_for_in_vain()
    {
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 300]).Array[1, 400].Sample(events =>
        {
            var written = new List<TimeSpan> { TimeSpan.Zero }; // hello
            var pace = default(WritePace).After(NextWrite.Nothing, TimeSpan.Zero, WritePace.MinGap, 1);
            var now = TimeSpan.Zero;
            foreach (var (engine, changes, milliseconds) in events)
            {
                var (write, wait) = WritePolicy.Next(pace, new StreamNews(engine, true, changes), now);
                if (write != NextWrite.Nothing)
                {
                    written.Add(now);
                    pace = pace.After(write, now, WritePace.MinGap, written.Count);
                }
                else if (wait <= TimeSpan.Zero)
                {
                    return false;
                }

                now += TimeSpan.FromMilliseconds(milliseconds);
            }

            return written.TrueForAll(start => written.Count(time => time >= start && time < start + TimeSpan.FromSeconds(1)) <= Wire.MaxMessagesPerSecond);
        });
    }
}
