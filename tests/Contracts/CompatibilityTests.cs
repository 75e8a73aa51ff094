namespace Wva.Contracts.Tests;

/// <summary>Samples of agents that are older or newer than the aggregator.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public void A_sample_that_ends_early_takes_defaults()
    {
        var state = Samples.Busy(5);
        (state.Stalled, state.Error) = (true, "timed out");

        SampleDecoder.Apply(Bytes.Message(2, false, 12), state);

        Assert.Equal((12L, null, 0.0, 0L), (state.MonotonicMilliseconds, state.ScrapeAgeSeconds, state.ReadSeconds, state.Bytes));
        Assert.Equal((false, null), (state.Stalled, state.Error));
        Assert.True(state.Rows[0].SameAs(Samples.Busy(5).Rows[0], RowField.Running), "a delta without rows changes none");
    }

    [Fact]
    public void A_full_sample_without_rows_and_GPUs_empties_the_state()
    {
        var state = Samples.Busy(5, ranks: 2, gpus: 2);

        SampleDecoder.Apply(Bytes.Message(2, true, 12), state);

        Assert.Empty(state.Rows);
        Assert.Empty(state.Gpus);
    }

    [Fact]
    public void Fields_that_a_newer_agent_knows_are_skipped_wherever_they_stand()
    {
        const long LaterBits = (1L << 27) | (1L << 40);
        object?[] later = [null, new object?[] { 1, "x" }];
        object?[] row = ["0", 3 | LaterBits, 4, 5, .. later, "an eighth"];
        object?[] gpu = ["GPU-0", 1 | LaterBits, "H100", "pod", 0.25, .. later, 8];
        var state = new Sample();

        SampleDecoder.Apply(Bytes.Message([2, true, 12, 2, 8, 54_000, new object?[] { row }, new object?[] { gpu }, false, null, .. later]), state);

        Assert.Equal((4, 5), (state.Rows[0].Known(RowField.Running), state.Rows[0].Known(RowField.Waiting)));
        Assert.Equal(("H100", "pod", 0.25), (state.Gpus[0].Model, state.Gpus[0].Attribution, state.Gpus[0].Value(GpuField.Utilisation)));
        Assert.Equal(FieldState.Absent, state.Gpus[0].State(GpuField.Xid));
    }

    [Theory]
    [InlineData("07")]
    [InlineData("cc 07")]
    [InlineData("cd 00 07")]
    [InlineData("ce 00 00 00 07")]
    [InlineData("cf 00 00 00 00 00 00 00 07")]
    [InlineData("d0 07")]
    [InlineData("d3 00 00 00 00 00 00 00 07")]
    [InlineData("ca 40 e0 00 00")]
    [InlineData("cb 40 1c 00 00 00 00 00 00")]
    public void A_number_of_any_width_is_read(string seven)
    {
        var state = new Sample();

        SampleDecoder.Apply(Bytes.Hex($"97 02 c3 00 00 00 00 91 93 a1 30 01 {seven}"), state);

        Assert.Equal(7, state.Rows[0].Known(RowField.Running));
    }
}
