namespace Wva.Local.View;

/// <summary>Where the fleet is shown.</summary>
internal interface IFleetOutput
{
    /// <summary>Shows what was seen up to now.</summary>
    /// <param name="history">What was seen.</param>
    /// <param name="now">Time since the beginning.</param>
    /// <param name="facts">What else is to be said, a line each.</param>
    void Show(FleetHistory history, TimeSpan now, IReadOnlyList<string> facts);

    /// <summary>Leaves everything as it was found.</summary>
    void End();
}
