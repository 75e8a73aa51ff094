using System.Globalization;
using System.Text.Json;
using Wva.Contracts;

namespace Wva.Telemetry.Tests.Engines;

/// <summary>A sample, expected or found, as lines <c>place = value</c>: what differs is then seen at a glance. Fields that are absent have no line.</summary>
internal static class SampleText
{
    /// <summary>The lines of an expectation in the shape of <c>--once -o json</c>.</summary>
    public static IReadOnlyList<string> Of(JsonElement expected)
    {
        var lines = expected.GetProperty("engine").EnumerateObject().Select(part => $"engine.{part.Name} = {Show(part.Name, part.Value)}").ToList();
        foreach (var row in expected.GetProperty("rows").EnumerateArray())
        {
            var rank = row.GetProperty("rank").GetString();
            lines.Add($"rank {rank}");
            lines.AddRange(row.EnumerateObject().Where(field => field.Name is not "rank" && field.Value.ValueKind != JsonValueKind.Null)
                .Select(field => $"rank {rank} {field.Name} = {Show(field.Name, field.Value)}"));
        }

        lines.Add("absent = " + string.Join(' ', expected.GetProperty("absent").EnumerateArray()));
        return lines;
    }

    /// <summary>The lines of what was read.</summary>
    public static IReadOnlyList<string> Of(EngineDescription engine, Sample sample)
    {
        List<string> lines =
        [
            $"engine.kind = {engine.Kind}",
            $"engine.version = {engine.Version}",
            $"engine.models = {string.Join(' ', engine.Models)}",
            $"engine.kvCapacityTokens = {Show(engine.KvCapacityTokens)}",
            $"engine.blockSize = {Show(engine.BlockSize)}",
            $"engine.maxModelLength = {Show(engine.MaxModelLength)}",
            $"engine.startedAt = {Show(engine.StartedAt)}",
        ];
        foreach (var row in sample.Rows)
        {
            lines.Add($"rank {row.Rank}");
            lines.AddRange(Enumerable.Range(0, RowFields.Count).Select(field => (RowField)field).Where(field => row.State(field) != FieldState.Absent)
                .Select(field => $"rank {row.Rank} {RowFields.Name(field)} = {Show(row, field, engine)}"));
        }

        lines.Add("absent = " + string.Join(' ', engine.Absent));
        return lines;
    }

    private static string Show(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => string.Empty,
        JsonValueKind.True => "1",
        JsonValueKind.Number => Show(value.GetDouble()),
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray()),
        JsonValueKind.Object => $"{Show(value.GetProperty("sum").GetDouble())}/{Show(value.GetProperty("count").GetDouble())}{ShowBuckets(value)}",
        _ => name is "startedAt" ? Show(value.GetDateTimeOffset()) : value.GetString()!,
    };

    private static string ShowBuckets(JsonElement histogram) => histogram.TryGetProperty("buckets", out var buckets)
        ? string.Concat(buckets.EnumerateArray().Select(bucket => $" {(bucket[0].ValueKind == JsonValueKind.Number ? Show(bucket[0].GetDouble()) : "Infinity")}:{Show(bucket[1].GetDouble())}"))
        : string.Empty;

    private static string Show(SampleRow row, RowField field, EngineDescription engine)
    {
        if (!RowFields.IsHistogram(field))
        {
            return Show(row.Scalar(field));
        }

        var histogram = row.Histogram(field);
        var bounds = field == RowField.TtftSeconds ? engine.TtftBounds : engine.ItlBounds;
        return $"{Show(histogram.Sum)}/{Show(histogram.Count)}{string.Concat(Enumerable.Range(0, histogram.BucketCount).Select(i => $" {Show(bounds[i])}:{Show(histogram.Buckets[i])}"))}";
    }

    private static string Show(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Show(DateTimeOffset? value) => value?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? string.Empty;
}
