using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wva.Contracts;

namespace Wva.Agent.Once;

/// <summary>
/// A sample as the JSON object, on one line, of <c>-o json</c>: null is absent, <c>{"stale": value}</c> is stale, a bucket is its upper bound and its own count.
/// The bound above all others is the string "+Inf", as on the page: JSON has no such number.
/// </summary>
internal static class SampleJson
{
    // The default escapes what would hurt inside HTML, ">=0.24" among it.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object and a newline, UTF-8.</summary>
    public static ReadOnlySpan<byte> Write(EngineDescription engine, Sample sample)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            WriteEngine(json, engine);
            WriteRows(json, engine, sample);
            WriteGpus(json, sample);
            json.WriteTexts("absent", engine.Absent);
            WriteScrape(json, sample);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    private static void WriteEngine(Utf8JsonWriter json, EngineDescription engine)
    {
        json.WriteStartObject("engine");
        json.WriteString("kind", engine.Kind);
        json.WriteString("version", engine.Version);
        json.WriteTexts("models", engine.Models);
        json.WriteOptional("kvCapacityTokens", engine.KvCapacityTokens);
        json.WriteOptional("blockSize", engine.BlockSize);
        json.WriteOptional("maxModelLength", engine.MaxModelLength);
        if (engine.StartedAt is { } startedAt)
        {
            json.WriteString("startedAt", startedAt);
        }
        else
        {
            json.WriteNull("startedAt");
        }

        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, EngineDescription engine, Sample sample)
    {
        json.WriteStartArray("rows");
        foreach (var row in sample.Rows)
        {
            json.WriteStartObject();
            json.WriteString("rank", row.Rank);
            foreach (var field in Enum.GetValues<RowField>())
            {
                json.WritePropertyName(RowFields.Name(field));
                json.WriteState(row.State(field), (row, field, engine), static (json, of) => WriteField(json, of.row, of.field, of.engine));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteField(Utf8JsonWriter json, SampleRow row, RowField field, EngineDescription engine)
    {
        if (field == RowField.Idle)
        {
            json.WriteBooleanValue(row.Scalar(field) > 0);
        }
        else if (RowFields.IsHistogram(field))
        {
            WriteHistogram(json, row.Histogram(field), field switch
            {
                RowField.TtftSeconds => engine.TtftBounds,
                RowField.ItlSeconds => engine.ItlBounds,
                _ => [],
            });
        }
        else
        {
            json.WriteNumberValue(row.Scalar(field));
        }
    }

    private static void WriteHistogram(Utf8JsonWriter json, Histogram histogram, ImmutableArray<double> bounds)
    {
        json.WriteStartObject();
        json.WriteNumber("sum", histogram.Sum);
        json.WriteNumber("count", histogram.Count);
        if (histogram.BucketCount > 0)
        {
            json.WriteStartArray("buckets");
            for (var i = 0; i < histogram.BucketCount; i++)
            {
                json.WriteStartArray();
                json.WriteBound(bounds[i]);
                json.WriteNumberValue(histogram.Buckets[i]);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteGpus(Utf8JsonWriter json, Sample sample)
    {
        json.WriteStartArray("gpus");
        foreach (var gpu in sample.Gpus)
        {
            json.WriteStartObject();
            json.WriteString("uuid", gpu.Uuid);
            json.WriteString("model", gpu.Model);
            json.WriteString("attribution", gpu.Attribution);
            foreach (var field in Enum.GetValues<GpuField>())
            {
                json.WritePropertyName(GpuFields.Name(field));
                json.WriteState(gpu.State(field), gpu.Value(field), static (json, value) => json.WriteNumberValue(value));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteScrape(Utf8JsonWriter json, Sample sample)
    {
        json.WriteStartObject("scrape");
        json.WriteOptional("scrapeAgeSeconds", sample.ScrapeAgeSeconds);
        json.WriteNumber("readSeconds", sample.ReadSeconds);
        json.WriteNumber("bytes", sample.Bytes);
        json.WriteBoolean("stalled", sample.Stalled);
        json.WriteString("error", sample.Error);
        json.WriteEndObject();
    }
}
