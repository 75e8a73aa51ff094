namespace Wva.Simulation.Fitting;

/// <summary>A number as recorded and as replayed.</summary>
/// <param name="Recorded">Of the real engine.</param>
/// <param name="Replayed">Of the simulated one.</param>
public readonly record struct ComparedNumber(double Recorded, double Replayed)
{
    /// <summary>How far the replay is off, as a share of what was recorded; positive where it is more.</summary>
    public double RelativeError => (Replayed - Recorded) / Recorded;
}
