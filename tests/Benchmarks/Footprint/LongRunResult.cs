using Wva.Benchmarks.Measuring;

namespace Wva.Benchmarks.Footprint;

/// <summary>What an agent used after many pages.</summary>
/// <param name="Scrapes">Pages read.</param>
/// <param name="Length">In this time.</param>
/// <param name="Use">At the end.</param>
/// <param name="PeakKiB">Most that was resident at any look.</param>
/// <param name="WorkingSetKiB">Of its memory group at the end; null where there was none.</param>
internal sealed record LongRunResult(int Scrapes, TimeSpan Length, ProcessUse Use, long PeakKiB, long? WorkingSetKiB);
