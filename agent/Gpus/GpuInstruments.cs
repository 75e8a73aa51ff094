using Wva.Telemetry.Exposition;

namespace Wva.Agent.Gpus;

/// <summary>What the agent counts of its GPU readings. Safe for threads.</summary>
internal sealed class GpuInstruments(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long[] _faults = new long[Enum.GetValues<GpuFault>().Length];
    private long _pages;
    private int _shown;
    private long? _lastPage;

    /// <summary>Counts a reading.</summary>
    public void Read(GpuFault fault)
    {
        lock (_lock)
        {
            if (fault == GpuFault.None)
            {
                _pages++;
                _lastPage = time.GetTimestamp();
            }
            else
            {
                _faults[(int)fault]++;
            }
        }
    }

    /// <summary>Notes how many GPUs a sample shows.</summary>
    public void Shown(int gpus)
    {
        lock (_lock)
        {
            _shown = gpus;
        }
    }

    /// <summary>Writes its part of the agent's own page.</summary>
    public void WriteTo(ExpositionWriter page)
    {
        lock (_lock)
        {
            page.Family("wva_agent_gpu_pages_read_total", "Pages of the node's DCGM exporter read.", MetricKind.Counter);
            page.Sample("wva_agent_gpu_pages_read_total", _pages);
            page.Family("wva_agent_gpu_failures_total", "Readings of the exporter that gave no rows, by cause.", MetricKind.Counter);
            foreach (var fault in Enum.GetValues<GpuFault>())
            {
                if (fault != GpuFault.None)
                {
                    page.Sample("wva_agent_gpu_failures_total", _faults[(int)fault], new MetricLabel("cause", fault.ToString()));
                }
            }

            page.Family("wva_agent_gpus", "GPUs of the pod that samples show, stale ones included.", MetricKind.Gauge);
            page.Sample("wva_agent_gpus", _shown);
            if (_lastPage is { } last)
            {
                page.Family("wva_agent_gpu_age_seconds", "Time since the exporter was last read, seconds.", MetricKind.Gauge);
                page.Sample("wva_agent_gpu_age_seconds", time.GetElapsedTime(last).TotalSeconds);
            }
        }
    }
}
