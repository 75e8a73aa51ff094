namespace Wva.Telemetry.Engines;

/// <summary>What a series that is 0 or 1 says of a field with levels.</summary>
/// <param name="WhenOn">The level where it is 1.</param>
/// <param name="WhenOff">The level where it is 0; the highest level of all series counts.</param>
public sealed record StateLevel(double WhenOn, double WhenOff);
