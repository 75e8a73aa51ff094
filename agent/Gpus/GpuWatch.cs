using System.Globalization;
using Microsoft.Extensions.Logging;
using Wva.Telemetry.Gpus;

namespace Wva.Agent.Gpus;

/// <summary>Says what has become of GPU telemetry, once for each change.</summary>
internal sealed class GpuWatch(ILogger logger, Uri url, string pod)
{
    private (GpuFault Fault, int Own, string? Attribution, bool Any)? _last;
    private bool _seen;
    private bool _saidTooMany;

    /// <summary>Takes note of one reading.</summary>
    /// <param name="read">What came of it.</param>
    /// <param name="attribution">How it is known that the first GPU is the pod's; null where there is none.</param>
    public void Saw(in GpuRead read, string? attribution)
    {
        var state = read.Fault == GpuFault.None ? (read.Fault, read.Page.Own, attribution, read.Page.OnPage > 0) : (read.Fault, 0, null, false);
        if (state == _last)
        {
            return;
        }

        _last = state;
        if (read.Fault != GpuFault.None)
        {
            SawFault(read);
            return;
        }

        _seen = true;
        AgentLog.GpusRead(logger, url, Words(read.Page, attribution));
        if (read.Page.Own > GpuSampler.MaxRows && !_saidTooMany)
        {
            _saidTooMany = true;
            AgentLog.TooManyGpus(logger, url, string.Create(CultureInfo.InvariantCulture, $"{read.Page.Own} GPUs, of which the first {GpuSampler.MaxRows} by UUID are sent"));
        }
    }

    /// <summary>What a page that was read shows of the pod's GPUs, in a few words.</summary>
    public string Words(GpuPageResult page, string? attribution) => page switch
    {
        { Own: > 0 } => string.Create(CultureInfo.InvariantCulture, $"GPUs of the pod: {page.Own}, known by {attribution}"),
        { OnPage: > 0 } => $"none of the GPUs on the page is known to be of the pod {pod} (--pod-namespace, --pod-name, --gpu-uuids)",
        _ => "no GPU is on the page",
    };

    private void SawFault(in GpuRead read)
    {
        // Many a node has no exporter: nothing to say before there was one.
        if (!_seen && read.Fault == GpuFault.Unreachable)
        {
            AgentLog.GpusAwaited(logger, url, read.Error!);
        }
        else
        {
            AgentLog.GpusLost(logger, url, read.Error!);
        }
    }
}
