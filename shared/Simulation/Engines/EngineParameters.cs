namespace Wva.Simulation.Engines;

/// <summary>An engine as the simulation knows it.</summary>
/// <param name="Speed">What an iteration costs.</param>
/// <param name="Limits">What it holds at once.</param>
public sealed record EngineParameters(EngineSpeed Speed, EngineLimits Limits)
{
    /// <summary>Throws where it could not serve.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range; the message names it, its value and what is allowed.</exception>
    public void Validate()
    {
        Speed.Validate();
        Limits.Validate();
    }
}
