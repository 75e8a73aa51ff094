namespace Wva.Benchmarks.Measuring;

/// <summary>The straight line through points, by least squares.</summary>
/// <param name="Slope">Growth a unit of x.</param>
/// <param name="Intercept">Value at x = 0.</param>
/// <param name="Determination">Share of the spread that the line explains, R squared: 1 where growth is linear.</param>
internal sealed record LinearFit(double Slope, double Intercept, double Determination)
{
    /// <summary>Fits it.</summary>
    /// <param name="points">Two or more, of different x.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static LinearFit Of(IReadOnlyList<(double X, double Y)> points)
    {
        var (meanX, meanY) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spreadX = points.Sum(point => Square(point.X - meanX));
        if (spreadX <= 0)
        {
            throw new ArgumentException("a line takes two points of different x", nameof(points));
        }

        var slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spreadX;
        var intercept = meanY - (slope * meanX);
        var spreadY = points.Sum(point => Square(point.Y - meanY));
        var rest = points.Sum(point => Square(point.Y - intercept - (slope * point.X)));
        return new LinearFit(slope, intercept, spreadY > 0 ? 1 - (rest / spreadY) : 1);
    }

    /// <summary>The line's value.</summary>
    public double At(double x) => Intercept + (Slope * x);

    private static double Square(double value) => value * value;
}
