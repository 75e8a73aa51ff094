using MessagePack;

namespace Wva.Contracts.Codec;

/// <summary>One sample: <c>[2, full, monotonic, age, read, bytes, rows, gpus, stalled, error]</c>, cut off after the last field that says something.</summary>
internal static class SampleCodec
{
    /// <summary>Fields up to the rows, kind included, which every sample has.</summary>
    private const int LeadingFields = 7;

    /// <summary>Writes a sample against the one sent before; a full one where that is null.</summary>
    public static void Write(Frame frame, Sample sample, Sample? sent)
    {
        RequireCounts(sample);
        var gpus = CountGpus(sample, sent);
        var writer = new MessagePackWriter(frame);
        writer.WriteArrayHeader(LeadingFields + TrailingFields(sample, gpus));
        writer.Write((int)AgentMessageKind.Sample);
        writer.Write(sent is null);
        writer.Write(sample.MonotonicMilliseconds);
        Numbers.WriteSeconds(ref writer, sample.ScrapeAgeSeconds, "scrapeAgeSeconds");
        Numbers.WriteSeconds(ref writer, sample.ReadSeconds, "readSeconds");
        writer.Write(sample.Bytes);
        WriteRows(ref writer, sample, sent);
        WriteTrailing(ref writer, sample, sent, gpus);
        writer.Flush();
        if (frame.Length > Wire.MaxMessageBytes)
        {
            frame.RequireMessageLength($"a {(sent is null ? "full " : "")}sample of {sample.Rows.Count} rows and {sample.Gpus.Count} GPUs");
        }
    }

    /// <summary>Reads what follows the kind.</summary>
    public static void Read(ref MessageReader reader, Sample state)
    {
        var full = reader.Boolean("full") ?? false;
        state.MonotonicMilliseconds = reader.Integer("monotonicMilliseconds") ?? 0;
        state.ScrapeAgeSeconds = reader.Seconds("scrapeAgeSeconds");
        state.ReadSeconds = reader.Seconds("readSeconds") ?? 0;
        state.Bytes = reader.Integer("bytes") ?? 0;
        ReadRows(ref reader, state, full);
        ReadGpus(ref reader, state, full);
        state.Stalled = reader.Boolean("stalled") ?? false;
        state.Error = reader.Text("error", state.Error);
    }

    private static void RequireCounts(Sample sample)
    {
        if (sample.Rows.Count > Wire.MaxRows || sample.Gpus.Count > Wire.MaxGpus)
        {
            throw new WireException($"a sample of {sample.Rows.Count} rows and {sample.Gpus.Count} GPUs; {Wire.MaxRows} and {Wire.MaxGpus} are the most");
        }
    }

    private static int TrailingFields(Sample sample, int gpus) => sample switch
    {
        { Error: not null } => 3,
        { Stalled: true } => 2,
        _ => gpus > 0 ? 1 : 0,
    };

    private static void WriteRows(ref MessagePackWriter writer, Sample sample, Sample? sent)
    {
        var changed = 0;
        for (var i = 0; i < sample.Rows.Count; i++)
        {
            changed += sent is null || RowCodec.Changed(sample.Rows[i], sent.Rows[i]) != 0 ? 1 : 0;
        }

        writer.WriteArrayHeader(changed);
        for (var i = 0; i < sample.Rows.Count; i++)
        {
            var mask = RowCodec.Changed(sample.Rows[i], sent?.Rows[i]);
            if (sent is null || mask != 0)
            {
                RowCodec.Write(ref writer, sample.Rows[i], sent?.Rows[i], i, mask);
            }
        }
    }

    private static int CountGpus(Sample sample, Sample? sent)
    {
        var changed = 0;
        for (var i = 0; i < sample.Gpus.Count; i++)
        {
            changed += sent is null || GpuCodec.Changed(sample.Gpus[i], sent.Gpus[i]) != 0 ? 1 : 0;
        }

        return changed;
    }

    private static void WriteTrailing(ref MessagePackWriter writer, Sample sample, Sample? sent, int gpus)
    {
        var fields = TrailingFields(sample, gpus);
        if (fields > 0)
        {
            WriteGpus(ref writer, sample, sent, gpus);
        }

        if (fields > 1)
        {
            writer.Write(sample.Stalled);
        }

        if (fields > 2)
        {
            writer.Write(sample.Error);
        }
    }

    private static void WriteGpus(ref MessagePackWriter writer, Sample sample, Sample? sent, int gpus)
    {
        writer.WriteArrayHeader(gpus);
        for (var i = 0; i < sample.Gpus.Count; i++)
        {
            var mask = GpuCodec.Changed(sample.Gpus[i], sent?.Gpus[i]);
            if (sent is null || mask != 0)
            {
                GpuCodec.Write(ref writer, sample.Gpus[i], sent?.Gpus[i], i, mask);
            }
        }
    }

    private static void ReadRows(ref MessageReader reader, Sample state, bool full)
    {
        ref var values = ref reader.Values;
        var count = reader.Next("rows") ? values.Length("rows", Wire.MaxRows) : 0;
        for (var i = 0; i < count; i++)
        {
            var left = values.ArrayHeader("row") - 1;
            var row = full ? OpenRow(ref values, state, i) : state.Rows[values.Index("row ordinal", state.Rows.Count)];
            RowCodec.Read(ref values, row, left);
        }

        if (full)
        {
            state.TrimRows(count);
        }
    }

    private static SampleRow OpenRow(ref WireReader values, Sample state, int ordinal)
    {
        var known = ordinal < state.Rows.Count ? state.Rows[ordinal] : null;
        var rank = values.Text("rank", known?.Rank);
        if (known is null)
        {
            return state.AddRow(rank);
        }

        known.Clear();
        known.Rank = rank;
        return known;
    }

    private static void ReadGpus(ref MessageReader reader, Sample state, bool full)
    {
        ref var values = ref reader.Values;
        var count = reader.Next("gpus") ? values.Length("gpus", Wire.MaxGpus) : 0;
        for (var i = 0; i < count; i++)
        {
            var left = values.ArrayHeader("gpu") - 1;
            var gpu = full ? OpenGpu(ref values, state, i) : state.Gpus[values.Index("gpu ordinal", state.Gpus.Count)];
            GpuCodec.Read(ref values, gpu, full, left);
        }

        if (full)
        {
            state.TrimGpus(count);
        }
    }

    private static GpuRow OpenGpu(ref WireReader values, Sample state, int ordinal)
    {
        var known = ordinal < state.Gpus.Count ? state.Gpus[ordinal] : null;
        var uuid = values.Text("uuid", known?.Uuid);
        if (known is null)
        {
            return state.AddGpu(uuid);
        }

        // Model and attribution stay until they are read, so that the same text makes no new string.
        for (var field = 0; field < GpuRow.FieldCount; field++)
        {
            known.SetState((GpuField)field, FieldState.Absent);
        }

        known.Uuid = uuid;
        return known;
    }
}
