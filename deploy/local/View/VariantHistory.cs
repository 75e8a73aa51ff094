using Wva.Api;

namespace Wva.Local.View;

/// <summary>What is plotted of one variant.</summary>
internal sealed class VariantHistory
{
    /// <summary>Requests waiting.</summary>
    public History Waiting { get; } = new();

    /// <summary>Requests running.</summary>
    public History Running { get; } = new();

    /// <summary>The published value.</summary>
    public History Desired { get; } = new();

    /// <summary>Pods that serve.</summary>
    public History Serving { get; } = new();

    /// <summary>Takes what a report says; null where it is not in it.</summary>
    public void Take(TimeSpan at, VariantReport? variant)
    {
        Waiting.Take(at, variant?.Load?.Waiting);
        Running.Take(at, variant?.Load?.Running);
        Desired.Take(at, variant?.Desired);
        Serving.Take(at, variant?.Replicas?.Serving);
    }
}
