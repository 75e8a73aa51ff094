using System.Globalization;
using System.Text.RegularExpressions;

namespace Wva.Contracts.Tests;

/// <summary>The page that authors of other agents read says what the code does.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wire.md"));

    private static readonly Hello WorkedHello = new(1, "prod", "llama-0", "7c9e", "node-3", "0.1.0");

    [Fact]
    public void The_worked_example_decodes_to_what_its_comments_say()
    {
        var frames = WorkedFrames();
        var state = new Sample();

        Assert.Equal(5, frames.Length);
        Assert.Equal(WorkedHello, AgentMessages.ReadHello(frames[0]));
        SampleDecoder.Apply(frames[1], state);
        SampleAssert.Same(FirstSecond(), state);
        SampleDecoder.Apply(frames[2], state);
        SampleAssert.Same(NextSecond(), state);
        SampleDecoder.Apply(frames[3], state);
        SampleAssert.Same(NoAnswer(), state);
        Assert.Equal(new Heartbeat(73_000, 11.02), AgentMessages.ReadHeartbeat(frames[4]));
    }

    [Fact]
    public void The_worked_example_is_what_our_encoder_writes()
    {
        var encoder = new SampleEncoder();
        byte[][] written =
        [
            Bytes.Of(frame => AgentMessages.WriteHello(frame, WorkedHello)),
            Bytes.OfSample(FirstSecond(), encoder),
            Bytes.OfSample(NextSecond(), encoder),
            Bytes.OfSample(NoAnswer(), encoder),
            Bytes.Of(frame => AgentMessages.WriteHeartbeat(frame, new Heartbeat(73_000, 11.02))),
        ];

        Assert.Equal(WorkedFrames().Select(frame => Bytes.Hex(frame)), written.Select(frame => Bytes.Hex(frame)), StringComparer.Ordinal);
    }

    [Fact]
    public void The_tables_list_every_field_under_its_bit()
    {
        var rows = Enum.GetValues<RowField>().Select(field => ((int)field, RowFields.Name(field), Kind(field)));
        var gpus = Enum.GetValues<GpuField>().Select(field => ((int)field, GpuFields.Name(field)));

        Assert.Equal(rows, RowLine().Matches(Section("### Rows")).Select(m => (Number(m, 1), m.Groups[2].Value, m.Groups[3].Value)));
        Assert.Equal(gpus, RowLine().Matches(Section("### GPUs")).Select(m => (Number(m, 1), m.Groups[2].Value)));
    }

    [Fact]
    public void The_tables_list_every_message_under_its_kind()
    {
        Assert.Equal(
            Enum.GetValues<AgentMessageKind>().Select(kind => ((int)kind, kind.ToString())),
            MessageLine().Matches(Section("## From agent to aggregator")).Select(m => (Number(m, 1), m.Groups[2].Value)));
        Assert.Equal(
            Enum.GetValues<AggregatorMessageKind>().Select(kind => ((int)kind, kind.ToString())),
            MessageLine().Matches(Section("## From aggregator to agent")).Select(m => (Number(m, 1), m.Groups[2].Value)));
    }

    private static Sample FirstSecond()
    {
        var sample = new Sample { MonotonicMilliseconds = 61_000, ScrapeAgeSeconds = 0.002, ReadSeconds = 0.008, Bytes = 54_408 };
        var row = sample.AddRow("0");
        row.Set(RowField.Running, 3);
        row.Set(RowField.Waiting, 0);
        row.Set(RowField.KvCacheUsage, 0.25);
        row.Set(RowField.Finished, 40);
        row.Set(RowField.GenerationTokens, 5120);
        row.SetState(RowField.TtftSeconds, FieldState.Value);
        var ttft = row.Histogram(RowField.TtftSeconds);
        ttft.Resize(22);
        (ttft.Sum, ttft.Count, ttft.Buckets[4], ttft.Buckets[5]) = (3.5, 43, 40, 3);
        return sample;
    }

    private static Sample NextSecond()
    {
        var sample = FirstSecond();
        (sample.MonotonicMilliseconds, sample.ReadSeconds, sample.Bytes) = (62_000, 0.009, 54_411);
        var row = sample.Rows[0];
        row.Set(RowField.Waiting, 2);
        row.Set(RowField.KvCacheUsage, 0.3);
        row.Set(RowField.GenerationTokens, 5200);
        var ttft = row.Histogram(RowField.TtftSeconds);
        (ttft.Sum, ttft.Count, ttft.Buckets[5]) = (4.1, 44, 4);
        return sample;
    }

    private static Sample NoAnswer()
    {
        var sample = NextSecond();
        (sample.MonotonicMilliseconds, sample.ScrapeAgeSeconds, sample.ReadSeconds, sample.Bytes) = (63_000, 1.004, 0, 0);
        sample.Error = "connection refused";
        sample.MarkStale();
        return sample;
    }

    private static byte[][] WorkedFrames() =>
        [.. HexBlock().Matches(Page).Select(block => Bytes.Hex(string.Concat(block.Groups[1].Value.Split('\n').Select(line => line.Split('#')[0]))))];

    private static string Kind(RowField field) => field switch
    {
        _ when RowFields.HasBuckets(field) => "histogram with buckets",
        _ when RowFields.IsHistogram(field) => "histogram, sum and count",
        _ => RowFields.IsCounter(field) ? "counter" : "gauge",
    };

    private static string Section(string heading)
    {
        var start = Page.IndexOf($"\n{heading}\n", StringComparison.Ordinal) + 1;
        Assert.True(start > 0, $"no section '{heading}'");
        var end = Page.IndexOf("\n##", start, StringComparison.Ordinal);
        return Page[start..end];
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"```hex\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex HexBlock();

    [GeneratedRegex(@"^\| (\d+) \| `(\w+)` \| ([^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex RowLine();

    [GeneratedRegex(@"^\| (\d+) \| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex MessageLine();
}
