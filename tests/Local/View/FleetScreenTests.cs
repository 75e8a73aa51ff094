using Wva.Cli.Tests.Fakes;
using Wva.Local.View;
using Wva.Testing;

namespace Wva.Local.Tests.View;

public sealed class FleetScreenTests
{
    [Fact]
    public void The_picture_looks_like_this()
    {
        var actual = string.Join('\n', Seen.Lines(Seen.ThreeMinutes(), facts: ["chat day, 40x, second 180 of 240; 1,312 requests sent, 1,298 done, 0 failed"]).Select(line => line.TrimEnd())) + "\n";
        Assert.Equal(GoldenText.Expected("View/Golden/fleet-screen.txt", actual), actual);
    }

    [Theory]
    [InlineData(1, 100, 30)]
    [InlineData(3, 100, 30)]
    [InlineData(6, 100, 30)]
    [InlineData(40, 100, 30)]
    [InlineData(3, 80, 24)]
    [InlineData(40, 60, 10)]
    [InlineData(3, 200, 60)]
    public void It_fits_whatever_the_terminal_and_the_fleet(int variants, int columns, int lines)
    {
        var many = SampleReports.Status with { Variants = [.. Enumerable.Range(0, variants).Select(i => SampleReports.Dear with { Name = $"a-variant-with-a-long-name-{i}" })] };
        var picture = Seen.Lines(Seen.ThreeMinutes(many), new ScreenSize(columns, lines), facts: ["one", "two"]);
        Assert.InRange(picture.Length, 1, lines);
        Assert.All(picture, line => Assert.InRange(line.Length, 0, columns));
    }

    [Fact]
    public void Up_to_six_variants_are_all_there_in_100_by_30_with_the_last_changes()
    {
        var six = SampleReports.Status with { Variants = [.. Enumerable.Range(0, 6).Select(i => SampleReports.Dear with { Name = $"v{i}" })] };
        var picture = Seen.Lines(Seen.ThreeMinutes(six));
        Assert.All(Enumerable.Range(0, 6), i => Assert.True(picture.Count(line => line.Contains($"default/v{i} ", StringComparison.Ordinal)) >= 2, $"v{i} is missing"));
        Assert.Contains(picture, line => line.Contains("ScaleOut", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_left_out_is_said_to_be()
    {
        var many = SampleReports.Status with { Variants = [.. Enumerable.Range(0, 40).Select(i => SampleReports.Dear with { Name = $"v{i}" })] };
        var picture = Seen.Lines(Seen.ThreeMinutes(many));
        Assert.Contains(picture, line => line.Contains("of 40 variants)", StringComparison.Ordinal));
        Assert.Contains(picture, line => line.StartsWith("... and ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_stale_is_named_with_for_how_long()
    {
        var picture = Seen.Lines(Seen.ThreeMinutes());
        Assert.Contains(picture, line => line.TrimEnd() == "default/llama-h100: llama-h100-1 has no stream for 43 s, last read 44 s ago");
    }

    [Fact]
    public void A_row_that_is_not_well_is_coloured_and_without_colours_there_is_no_escape()
    {
        Assert.Contains(Seen.Lines(Seen.ThreeMinutes(), coloured: true), line => line.Contains("\e[", StringComparison.Ordinal) && line.Contains("has no stream for 43 s", StringComparison.Ordinal));
        Assert.DoesNotContain(Seen.Lines(Seen.ThreeMinutes()), line => line.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public void An_aggregator_that_does_not_answer_leaves_the_last_picture_under_a_line_that_says_for_how_long()
    {
        var history = Seen.ThreeMinutes();
        history.Take(TimeSpan.FromSeconds(187), new Sighting(null, "http://127.0.0.1:9444: connection refused"));
        var picture = Seen.Lines(history, atSeconds: 187);
        Assert.StartsWith("NO ANSWER for 7.0 s, this was last seen: http://127.0.0.1:9444: connection refused", picture[0], StringComparison.Ordinal);
        Assert.Contains(picture, line => line.Contains("llama-l4", StringComparison.Ordinal));
    }

    [Fact]
    public void Before_the_first_answer_it_says_that_it_asks_and_then_why_there_is_none()
    {
        var history = new FleetHistory();
        Assert.Equal("asking the aggregator ...", Seen.Lines(history)[0].TrimEnd());
        history.Take(TimeSpan.Zero, new Sighting(null, "connection refused"));
        Assert.Equal("no answer yet: connection refused", Seen.Lines(history)[0].TrimEnd());
    }

    [Fact]
    public void Names_cannot_steer_the_terminal_nor_the_markup()
    {
        var hostile = SampleReports.Status with { Variants = [SampleReports.Dear with { Name = "[red]\e[2J[/", Accelerator = "]\a[" }], Problems = ["[/]\e]0;x"] };
        var picture = Seen.Lines(Seen.ThreeMinutes(hostile), facts: "[bold]\e[0m");
        Assert.DoesNotContain(picture, line => line.Any(char.IsControl));
        Assert.Contains(picture, line => line.Contains("[red]", StringComparison.Ordinal));
    }
}
