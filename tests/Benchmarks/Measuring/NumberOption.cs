namespace Wva.Benchmarks.Measuring;

/// <summary>An option of a benchmark: a number, or a switch that is 1 where it is given.</summary>
/// <param name="Name">As it is typed, with its dashes.</param>
/// <param name="Default">Its value where it is not given.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="IsSwitch">It takes no value.</param>
internal sealed record NumberOption(string Name, double Default, double Min, double Max, bool IsSwitch = false)
{
    /// <summary>A switch, off where it is not given.</summary>
    public static NumberOption Switch(string name) => new(name, 0, 0, 1, IsSwitch: true);
}
