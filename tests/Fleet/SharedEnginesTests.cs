using System.Globalization;
using Wva.Contracts;
using Wva.Fleet.Replicas;

namespace Wva.Fleet.Tests;

/// <summary>What many replicas say alike is kept once.</summary>
public sealed class SharedEnginesTests
{
    private readonly SharedEngines _engines = new();

    [Fact]
    public void Replicas_that_say_the_same_of_their_engine_share_it_and_keep_their_own_start()
    {
        var (first, second) = (_engines.Of(Described(startedMinute: 1)), _engines.Of(Described(startedMinute: 2)));
        Assert.Same(first.Kind, second.Kind);
        Assert.Same(first.Version, second.Version);
        Assert.Equal(first.Models, second.Models); // of immutable arrays: the same array
        Assert.Equal(first.TtftBounds, second.TtftBounds);
        Assert.Equal(first.ItlBounds, second.ItlBounds);
        Assert.Equal(first.Absent, second.Absent);
        Assert.Equal(TimeSpan.FromMinutes(1), second.StartedAt - first.StartedAt);
    }

    [Fact]
    public void What_differs_stays_different()
    {
        var (first, second) = (_engines.Of(Described(1)), _engines.Of(Described(1) with { Version = null, Models = ["other"], TtftBounds = [2, double.PositiveInfinity], Absent = [] }));
        Assert.Equal(("vllm", "0.11.0", "model"), (first.Kind, first.Version, Assert.Single(first.Models)));
        Assert.Equal(("vllm", null, "other"), (second.Kind, second.Version, Assert.Single(second.Models)));
        Assert.Equal([2, double.PositiveInfinity], second.TtftBounds);
        Assert.Equal(["swapped"], first.Absent);
        Assert.Empty(second.Absent);
    }

    [Fact]
    public void Texts_that_nobody_repeats_do_not_pile_up()
    {
        var parts = new SharedParts<string>(StringComparer.Ordinal);
        var first = parts.Of(Text(0));
        Assert.Same(first, parts.Of(Text(0)));
        for (var i = 1; i <= SharedParts<string>.MaxParts; i++)
        {
            parts.Of(Text(i));
        }

        Assert.NotSame(first, parts.Of(Text(0)));
    }

    private static EngineDescription Described(int startedMinute) => new()
    {
        Kind = Text("vllm"),
        Version = Text("0.11.0"),
        Models = [Text("model")],
        StartedAt = Story.Noon + TimeSpan.FromMinutes(startedMinute),
        TtftBounds = [0.1, 1, double.PositiveInfinity],
        ItlBounds = [0.01, double.PositiveInfinity],
        Absent = [Text("swapped")],
    };

    // As from the wire: a string of its own each time.
    private static string Text(string text) => new([.. text]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture) + ".";
}
