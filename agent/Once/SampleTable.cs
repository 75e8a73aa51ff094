using System.Globalization;
using System.Text;
using Wva.Contracts;

namespace Wva.Agent.Once;

/// <summary>A sample as a table for people.</summary>
internal sealed class SampleTable
{
    private const int NameWidth = 28;
    private const int ColumnWidth = 18;

    private readonly StringBuilder _text = new();

    private SampleTable()
    {
    }

    /// <summary>The table; ends in a newline.</summary>
    public static string Write(Uri url, EngineDescription engine, Sample sample)
    {
        var table = new SampleTable();
        table.WriteEngine(url, engine);
        table.WriteRows(sample);
        table.WriteGpus(sample);
        table.Line("saturation", Saturation.Say(sample));
        table.Line("absent", engine.Absent.Length == 0 ? "nothing" : string.Join(", ", engine.Absent));
        table.Line("page", string.Create(CultureInfo.InvariantCulture, $"{sample.Bytes} bytes, read in {sample.ReadSeconds * 1000:F1} ms"));
        return table._text.ToString();
    }

    private void WriteEngine(Uri url, EngineDescription engine)
    {
        Line("engine", $"{engine.Kind} {engine.Version ?? "of unknown version"} at {ShownUrl.Of(url)}");
        Line("models", engine.Models.Length == 0 ? "unknown" : string.Join(", ", engine.Models));
        Line("KV cache", engine.KvCapacityTokens is { } tokens
            ? string.Create(CultureInfo.InvariantCulture, $"{tokens:#,0} tokens a rank{(engine.BlockSize is { } block ? $", blocks of {block}" : "")}")
            : "capacity unknown");
        if (engine.MaxModelLength is { } length)
        {
            Line("longest sequence", string.Create(CultureInfo.InvariantCulture, $"{length:#,0} tokens"));
        }

        if (engine.StartedAt is { } startedAt)
        {
            Line("started", startedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }

    private void WriteGpus(Sample sample)
    {
        if (sample.Gpus.Count == 0)
        {
            return;
        }

        _text.Append(GpuTable.Heading).Append('\n');
        foreach (var gpu in sample.Gpus)
        {
            _text.Append(GpuTable.Line(gpu)).Append('\n');
        }

        _text.Append('\n');
    }

    private void WriteRows(Sample sample)
    {
        _text.Append('\n');
        Row("rank", sample, row => row.Rank);
        foreach (var field in Enum.GetValues<RowField>())
        {
            if (sample.Rows.Any(row => row.State(field) != FieldState.Absent))
            {
                Row(RowFields.Name(field), sample, row => Cell(row, field));
            }
        }

        _text.Append('\n');
    }

    private static string Cell(SampleRow row, RowField field)
    {
        var text = row.State(field) == FieldState.Absent ? "-" : Value(row, field);
        return row.State(field) == FieldState.Stale ? $"{text} stale" : text;
    }

    private static string Value(SampleRow row, RowField field) => field switch
    {
        RowField.KvCacheUsage => row.Scalar(field).ToString("P1", CultureInfo.InvariantCulture),
        RowField.Idle => row.Scalar(field) > 0 ? "yes" : "no",
        _ when RowFields.IsHistogram(field) => Mean(row.Histogram(field), field),
        _ => row.Scalar(field).ToString("#,0.###", CultureInfo.InvariantCulture),
    };

    /// <summary>The mean since the engine started.</summary>
    private static string Mean(Histogram histogram, RowField field)
    {
        if (histogram.Count <= 0)
        {
            return "none yet";
        }

        var mean = histogram.Sum / histogram.Count;
        return field is RowField.RequestPromptTokens or RowField.RequestOutputTokens
            ? string.Create(CultureInfo.InvariantCulture, $"mean {mean:#,0.#}")
            : string.Create(CultureInfo.InvariantCulture, $"mean {mean * 1000:#,0.#} ms");
    }

    private void Row(string name, Sample sample, Func<SampleRow, string> cell)
    {
        _text.Append(name.PadRight(NameWidth));
        foreach (var row in sample.Rows)
        {
            _text.Append(VisibleText.Clean(cell(row)).PadLeft(ColumnWidth));
        }

        _text.Append('\n');
    }

    private void Line(string name, string value) => _text.Append(name.PadRight(NameWidth)).Append(VisibleText.Clean(value)).Append('\n');
}
