using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Wva.Simulation.Traces;

/// <summary>A log-normal distribution: token counts of requests and start-up times follow it well enough.</summary>
/// <param name="Median">Half lie below; above 0.</param>
/// <param name="Sigma">Standard deviation of the logarithm, 0 or more.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LogNormal(double Median, double Sigma)
{
    private const double NormalP95 = 1.6448536269514722;

    /// <summary>The mean.</summary>
    public double Mean => Median * Math.Exp(Sigma * Sigma / 2);

    /// <summary>The one with this median and mean; the mean may not lie below the median.</summary>
    public static LogNormal OfMean(double median, double mean) => new(median, Math.Sqrt(2 * Math.Log(mean / median)));

    /// <summary>The one with this median and 95th percentile; the percentile may not lie below the median.</summary>
    public static LogNormal OfP95(double median, double p95) => new(median, Math.Log(p95 / median) / NormalP95);

    /// <summary>Draws one number (Box and Muller, the cosine only, so that each draw takes two numbers of the generator).</summary>
    [SuppressMessage("Security", "CA5394", Justification = "a seeded simulation is no secret")]
    public double Draw(Random random)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return Median * Math.Exp(Sigma * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
