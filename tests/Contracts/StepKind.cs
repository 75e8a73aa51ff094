namespace Wva.Contracts.Tests;

internal enum StepKind
{
    FieldSet,
    FieldGone,
    FieldStale,
    BucketsChanged,
    EngineRestarted,
    RankAdded,
    RanksGone,
    GpuAdded,
    GpusGone,
    GpuRenamed,
    GpuFieldSet,
    GpuFieldGone,
    GpuFieldStale,
    ScrapeFailed,
    ScrapeWell,
    Written,
    WrittenFull,
    Reconnected,
}
