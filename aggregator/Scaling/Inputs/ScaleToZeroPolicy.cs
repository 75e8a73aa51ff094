namespace Wva.Scaling.Inputs;

/// <summary>Whether an idle model may go to no replica at all.</summary>
/// <param name="Enabled">Whether it may.</param>
/// <param name="Retention">How long no request must have been seen.</param>
public sealed record ScaleToZeroPolicy(bool Enabled, TimeSpan Retention)
{
    /// <summary>Off, and 10 minutes where it is turned on without a retention.</summary>
    public static ScaleToZeroPolicy Off { get; } = new(Enabled: false, TimeSpan.FromMinutes(10));
}
