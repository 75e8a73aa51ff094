namespace Wva.Testing.Pages;

/// <summary>A histogram as <see cref="SlowSampler"/> reckons it.</summary>
/// <param name="Sum">Sum of observations.</param>
/// <param name="Count">Number of observations.</param>
/// <param name="Buckets">Upper bound to observations of that bucket by itself, +Inf included; empty where the field carries none.</param>
public sealed record SlowHistogram(double Sum, double Count, IReadOnlyList<KeyValuePair<double, double>> Buckets);
