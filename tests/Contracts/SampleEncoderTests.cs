namespace Wva.Contracts.Tests;

/// <summary>What the encoder writes, byte for byte, and when it finds something worth writing.</summary>
public sealed class SampleEncoderTests
{
    public static TheoryData<string, Action<Sample>, bool> Changes => new()
    {
        { "nothing", _ => { }, false },
        { "the scrape's own fields", s => (s.MonotonicMilliseconds, s.ScrapeAgeSeconds, s.ReadSeconds, s.Bytes) = (99, null, 7, 9), false },
        { "the age of a GPU's values", s => s.Gpus[0].Set(GpuField.AgeSeconds, 77), false },
        { "the number of an absent field", s => ChangeAbsent(s.Rows[0]), false },
        { "stalled", s => s.Stalled = true, true },
        { "error", s => s.Error = "timed out", true },
        { "a gauge", s => s.Rows[0].Set(RowField.Running, 99), true },
        { "a field gone", s => s.Rows[0].SetState(RowField.Running, FieldState.Absent), true },
        { "a field stale", s => s.Rows[0].SetState(RowField.Running, FieldState.Stale), true },
        { "one bucket", s => s.Rows[0].Histogram(RowField.ItlSeconds).Buckets[3]++, true },
        { "a sum", s => s.Rows[0].Histogram(RowField.QueueSeconds).Sum++, true },
        { "a rank more", s => s.AddRow("1"), true },
        { "a rank's name", s => s.Rows[0].Rank = "7", true },
        { "a GPU less", s => s.ClearGpus(), true },
        { "a GPU's number", s => s.Gpus[0].Set(GpuField.PowerWatts, 700), true },
        { "a GPU's age, stale", s => s.Gpus[0].SetState(GpuField.AgeSeconds, FieldState.Stale), true },
        { "a GPU's attribution", s => s.Gpus[0].Attribution = "node", true },
    };

    public static TheoryData<string, Action<SampleRow>, string> Codes => new()
    {
        { "absent is nil", row => row.SetState(RowField.Running, FieldState.Absent), "93 00 01 c0" },
        { "an integer takes as few bytes as it can", row => row.Set(RowField.Running, 7), "93 00 01 07" },
        { "a fraction of a power of two is a single", row => row.Set(RowField.Running, 0.5), "93 00 01 ca 3f 00 00 00" },
        { "any other fraction is a double", row => row.Set(RowField.Running, 0.1), "93 00 01 cb 3f b9 99 99 99 99 99 9a" },
        { "stale with the number sent before is false", row => row.SetState(RowField.Running, FieldState.Stale), "93 00 01 c2" },
        { "stale with another number is that number in an array", row => SetStale(row, RowField.Running, 9), "93 00 01 91 09" },
        { "stale with a first number is that number in an array", row => SetStale(row, RowField.Waiting, 9), "93 00 02 91 09" },
        { "a histogram sends its changed buckets", row => Observe(row, 2), "93 00 ce 00 40 00 00 94 05 04 02 04" },
        { "a histogram's bucket may go back to nothing", row => row.Histogram(RowField.TtftSeconds).Buckets[0] = 0, "93 00 ce 00 40 00 00 94 03 03 00 00" },
        { "a stale histogram that did not change is false", row => row.SetState(RowField.TtftSeconds, FieldState.Stale), "93 00 ce 00 40 00 00 c2" },
        { "other buckets are sent whole", row => Resize(row, 2), "93 00 ce 00 40 00 00 95 03 03 02 01 06" },
        { "fields follow by bit", row => SetBoth(row), "94 00 03 02 01" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Only_what_says_something_new_is_a_change(string what, Action<Sample> change, bool changed)
    {
        var encoder = new SampleEncoder();
        var sample = Samples.Busy(3, gpus: 1);
        sample.Rows[0].SetState(RowField.Swapped, FieldState.Absent);
        Assert.True(encoder.HasChanged(sample), "the first sample of a stream");
        Bytes.OfSample(sample, encoder);

        change(sample);

        Assert.True(encoder.HasChanged(sample) == changed, what);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_state_of_a_field_has_its_code(string rule, Action<SampleRow> change, string row)
    {
        var encoder = new SampleEncoder();
        var sample = new Sample();
        var only = sample.AddRow("0");
        only.Set(RowField.Running, 3);
        only.SetState(RowField.TtftSeconds, FieldState.Value);
        var histogram = only.Histogram(RowField.TtftSeconds);
        (histogram.Sum, histogram.Count) = (3, 3);
        histogram.Resize(3);
        histogram.Buckets[0] = 1;
        histogram.Buckets[2] = 2;
        Bytes.OfSample(sample, encoder);

        change(only);

        Assert.Equal($"{rule}: 97 02 c2 00 c0 00 00 91 {row}", $"{rule}: {Bytes.Hex(Bytes.OfSample(sample, encoder))}");
    }

    [Fact]
    public void A_full_sample_restates_what_a_delta_leaves_out()
    {
        var encoder = new SampleEncoder();
        var sample = new Sample();
        sample.AddRow("0").Set(RowField.Running, 3);
        sample.Rows[0].SetState(RowField.Running, FieldState.Stale);
        Bytes.OfSample(sample, encoder);

        Assert.Equal("97 02 c2 00 c0 00 00 90", Bytes.Hex(Bytes.OfSample(sample, encoder)));
        Assert.Equal("97 02 c3 00 c0 00 00 91 93 a1 30 01 91 03", Bytes.Hex(Bytes.OfSample(sample, encoder, full: true)));
    }

    [Fact]
    public void After_a_reset_the_next_sample_is_the_first_of_a_stream()
    {
        var encoder = new SampleEncoder();
        var sample = Samples.Busy(1);
        var first = Bytes.OfSample(sample, encoder);
        Assert.False(encoder.HasChanged(sample));

        encoder.Reset();

        Assert.True(encoder.HasChanged(sample));
        Assert.Equal(first, Bytes.OfSample(sample, encoder));
    }

    [Fact]
    public void Stalled_and_error_are_sent_while_they_hold_and_end_with_the_sample_that_leaves_them_out()
    {
        var (encoder, state) = (new SampleEncoder(), new Sample());
        var sample = new Sample { Stalled = true, Error = "connection refused" };
        SampleDecoder.Apply(Bytes.OfSample(sample, encoder), state);
        Assert.Equal((true, "connection refused"), (state.Stalled, state.Error));

        (sample.Stalled, sample.Error) = (false, null);
        SampleDecoder.Apply(Bytes.OfSample(sample, encoder), state);

        Assert.Equal((false, null), (state.Stalled, state.Error));
    }

    [Theory]
    [InlineData("x", 256)]
    [InlineData("é", 128)]
    [InlineData("€", 85)]
    [InlineData("😀", 64)]
    public void An_error_is_cut_to_256_bytes_of_whole_characters(string character, int characters)
    {
        var sample = new Sample { Error = string.Concat(Enumerable.Repeat(character, 300)) };

        Assert.Equal(string.Concat(Enumerable.Repeat(character, characters)), sample.Error);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_refused_by_name_and_nothing_is_remembered(double number)
    {
        var encoder = new SampleEncoder();
        var sample = Samples.Busy(1);
        sample.Rows[0].Set(RowField.KvCacheUsage, number);

        var refusal = Assert.Throws<WireException>(() => Bytes.OfSample(sample, encoder));

        Assert.StartsWith("kvCacheUsage: ", refusal.Message, StringComparison.Ordinal);
        sample.Rows[0].Set(RowField.KvCacheUsage, 0.5);
        Assert.Equal(Bytes.OfSample(sample), Bytes.OfSample(sample, encoder));
    }

    [Fact]
    public void A_full_sample_that_no_message_holds_is_refused_with_its_size()
    {
        var refusal = Assert.Throws<WireException>(() => Bytes.OfSample(Samples.Busy(1, ranks: 32, gpus: 100)));

        Assert.Matches("^a full sample of 32 rows and 100 GPUs takes [0-9]{5} bytes; a message has 16384 at most$", refusal.Message);
    }

    [Fact]
    public void The_ranks_that_the_README_promises_fit_into_one_message()
    {
        var frame = Bytes.OfSample(Samples.Busy(1_000_000_000, ranks: 24, gpus: 8));

        Assert.InRange(frame.Length, 1, Wire.MaxMessageBytes);
    }

    [Theory]
    [InlineData(Wire.MaxRows + 1, 0)]
    [InlineData(1, Wire.MaxGpus + 1)]
    public void More_rows_or_GPUs_than_a_decoder_takes_are_not_written(int ranks, int gpus) =>
        Assert.Throws<WireException>(() => Bytes.OfSample(Samples.Busy(1, ranks, gpus)));

    private static void SetStale(SampleRow row, RowField field, double number)
    {
        row.Set(field, number);
        row.SetState(field, FieldState.Stale);
    }

    private static void ChangeAbsent(SampleRow row)
    {
        row.Set(RowField.Swapped, 55);
        row.SetState(RowField.Swapped, FieldState.Absent);
    }

    private static void SetBoth(SampleRow row)
    {
        row.Set(RowField.Waiting, 1);
        row.Set(RowField.Running, 2);
    }

    private static void Observe(SampleRow row, int bucket)
    {
        var histogram = row.Histogram(RowField.TtftSeconds);
        (histogram.Sum, histogram.Count) = (5, 4);
        histogram.Buckets[bucket] = 4;
    }

    private static void Resize(SampleRow row, int buckets)
    {
        var histogram = row.Histogram(RowField.TtftSeconds);
        histogram.Resize(buckets);
        histogram.Buckets[1] = 6;
    }
}
