using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Wva.Benchmarks.Telemetry;

/// <summary>Adds a column with the gigabytes of page that a benchmark gets through in a second.</summary>
internal sealed class PageThroughput : ManualConfig, IColumn
{
    public PageThroughput() => AddColumn(this);

    public string Id => nameof(PageThroughput);

    public string ColumnName => "GB/s";

    public string Legend => "10^9 bytes of page a second, by the mean";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var recording = (string)benchmarkCase.Parameters[nameof(PageBenchmarks.Recording)];
        return summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (RecordedInput.LastPage(recording).Length / statistics.Mean).ToString("F2", CultureInfo.InvariantCulture) // bytes a nanosecond
            : "-";
    }
}
