using CsCheck;
using Wva.Local.View;

namespace Wva.Local.Tests.View;

public sealed class HistoryTests
{
    [Fact]
    public void The_highest_of_each_span_is_kept_and_what_is_older_than_three_minutes_is_not()
    {
        var history = new History();
        history.Take(TimeSpan.FromSeconds(0), 9);
        history.Take(TimeSpan.FromSeconds(10), 1);
        history.Take(TimeSpan.FromSeconds(11), 5);
        history.Take(TimeSpan.FromSeconds(11.5), 2);
        Assert.Equal(9, history.Highest);
        history.Take(TimeSpan.FromSeconds(181), 0);
        Assert.Equal(5, history.Highest);
        history.Take(TimeSpan.FromSeconds(1000), null);
        Assert.Null(history.Highest);
    }

    [Fact]
    public void A_time_without_a_number_is_a_gap()
    {
        var history = new History();
        history.Take(TimeSpan.FromSeconds(0), 3);
        history.Take(TimeSpan.FromSeconds(60), null);
        history.Take(TimeSpan.FromSeconds(179), 4);
        Assert.Equal(new double?[] { 3, null, 4 }, history.Columns(3));
    }

    [Fact]
    public void Whatever_was_taken_the_highest_is_in_the_columns_and_the_newest_is_in_the_last() =>
        Gen.Select(Gen.Double[0, 100].Array[1, 300], Gen.Int[1, 90]).Sample((values, count) =>
        {
            var history = new History();
            for (var i = 0; i < values.Length; i++)
            {
                history.Take(TimeSpan.FromSeconds(i), values[i]);
            }

            var columns = history.Columns(count);
            return columns.Length == count && columns.Max() == history.Highest && columns[^1] >= values[^1];
        });

    [Theory]
    [InlineData(0.0, '▁')]
    [InlineData(1.0, '▁')]
    [InlineData(4.0, '▄')]
    [InlineData(8.0, '█')]
    [InlineData(9.0, '█')]
    [InlineData(null, ' ')]
    public void A_number_is_a_block_as_high_as_its_share(double? value, char block) => Assert.Equal(block.ToString(), Sparkline.Of([value], 8));
}
