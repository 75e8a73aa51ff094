using Wva.Contracts;

namespace Wva.Telemetry.Gpus;

/// <summary>Writes what a page shows of the pod's GPUs into a sample.</summary>
internal static class GpuRowWriter
{
    /// <summary>Replaces the sample's GPUs.</summary>
    /// <param name="devices">The pod's, in their order.</param>
    /// <param name="most">Those behind so many are left out.</param>
    /// <param name="sample">Written to.</param>
    public static void Write(List<GpuDevice> devices, int most, Sample sample)
    {
        sample.ClearGpus();
        for (var i = 0; i < devices.Count && i < most; i++)
        {
            Write(devices[i], sample.AddGpu(devices[i].Id));
        }
    }

    private static void Write(GpuDevice device, GpuRow row)
    {
        row.Model = device.Model;
        row.Attribution = device.Attribution;
        var utilisation = device.Value(GpuSignal.Utilisation);
        Set(row, GpuField.Utilisation, double.IsNaN(utilisation) ? device.Value(GpuSignal.EngineActive) : utilisation);
        Set(row, GpuField.TensorActive, device.Value(GpuSignal.TensorActive));
        Set(row, GpuField.MemoryUsedBytes, device.Value(GpuSignal.MemoryUsed));
        Set(row, GpuField.MemoryTotalBytes, device.MemoryTotal());
        Set(row, GpuField.PowerWatts, device.Value(GpuSignal.Power));
        Set(row, GpuField.TemperatureCelsius, device.Value(GpuSignal.Temperature));
        Set(row, GpuField.Throttled, device.Value(GpuSignal.Throttled));
        Set(row, GpuField.Xid, device.Value(GpuSignal.Xid));
        row.Set(GpuField.AgeSeconds, 0);
    }

    private static void Set(GpuRow row, GpuField field, double value)
    {
        if (!double.IsNaN(value))
        {
            row.Set(field, value);
        }
    }
}
