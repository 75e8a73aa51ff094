using Wva.Scaling.Inputs;

namespace Wva.Fleet;

/// <summary>A variant as the store shows it.</summary>
/// <param name="Spec">What the user says of it.</param>
/// <param name="Target">What it scales; null where nobody says (local mode without a target file).</param>
public sealed record VariantInput(VariantSpec Spec, ScaleTarget? Target)
{
    /// <summary>How far back the requests of its model are watched for scaling to zero, the same for all variants of a model; null where it may not go there.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Where its rows call for a decision at once; null takes the fleet's.</summary>
    public Pressure? Pressure { get; init; }
}
