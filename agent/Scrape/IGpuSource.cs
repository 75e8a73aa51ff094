using Wva.Contracts;

namespace Wva.Agent.Scrape;

/// <summary>Where a sample gets the pod's GPUs from. Never waited for.</summary>
internal interface IGpuSource
{
    /// <summary>Replaces the sample's GPUs by the newest that are known, with their age. May be called from anywhere.</summary>
    void CopyTo(Sample sample);
}
