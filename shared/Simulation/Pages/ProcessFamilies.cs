namespace Wva.Simulation.Pages;

/// <summary>The families that prometheus_client shows of any Python process.</summary>
internal static class ProcessFamilies
{
    private static readonly (string Name, string Value)[] Python =
        [("implementation", "CPython"), ("major", "3"), ("minor", "11"), ("patchlevel", "7"), ("version", "3.11.7")];

    public static void AddTo(PageBuilder page, double startedAtSeconds)
    {
        // Nobody counts here what a collection found: that stays 0.
        page.CounterWithoutCreated("python_gc_objects_collected", "Objects collected during gc", Generations(static _ => 0, static _ => 0, static _ => 0));
        page.CounterWithoutCreated("python_gc_objects_uncollectable", "Uncollectable objects found during GC", Generations(static _ => 0, static _ => 0, static _ => 0));
        page.CounterWithoutCreated("python_gc_collections", "Number of times this generation was collected", Generations(
            static figures => figures.Process.YoungCollections,
            static figures => figures.Process.MiddleCollections,
            static figures => figures.Process.OldCollections));
        page.Gauge("python_info", "Python platform information", (PageLabels.Text(Python), static _ => 1));
        page.Gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.", ("", static figures => figures.Process.VirtualMemoryBytes));
        page.Gauge("process_resident_memory_bytes", "Resident memory size in bytes.", ("", static figures => figures.Process.ResidentMemoryBytes));
        page.Gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.", ("", _ => startedAtSeconds));
        page.CounterWithoutCreated("process_cpu_seconds", "Total user and system CPU time spent in seconds.", ("", static figures => figures.Process.CpuSeconds));
        page.Gauge("process_open_fds", "Number of open file descriptors.", ("", static figures => figures.Process.OpenFiles));
        page.Gauge("process_max_fds", "Maximum number of open file descriptors.", ("", static figures => figures.Process.MaxFiles));
    }

    private static (string Labels, Func<PageFigures, double> Value)[] Generations(params Func<PageFigures, double>[] values) =>
        [.. values.Select(static (value, generation) => (PageLabels.Text(("generation", PageLabels.Of(generation))), value))];
}
