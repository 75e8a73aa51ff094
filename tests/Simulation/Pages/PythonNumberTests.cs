using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Wva.Simulation.Pages;

namespace Wva.Simulation.Tests.Pages;

public sealed class PythonNumberTests
{
    // As prometheus_client writes them; all but the last few stand on a recorded page.
    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(38, "38.0")]
    [InlineData(32.73, "32.73")]
    [InlineData(0.001, "0.001")]
    [InlineData(361590, "361590.0")]
    [InlineData(999999.5, "999999.5")]
    [InlineData(4593487872, "4.593487872e+09")]
    [InlineData(1795477935.66, "1.79547793566e+09")]
    [InlineData(1.7954779622985215e+09, "1.7954779622985215e+09")]
    [InlineData(2183577, "2.183577e+06")]
    [InlineData(25148.833409309387, "25148.833409309387")]
    [InlineData(1000000, "1e+06")]
    [InlineData(12345678901, "1.2345678901e+010")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-5, "-5.0")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    public void A_number_is_written_as_by_Python(double value, string expected) => Assert.Equal(expected, PythonNumber.Text(value));

    [Fact]
    public void Any_number_reads_back_alike() => Gen.Double.Where(double.IsFinite).Sample(static value =>
        Assert.Equal(value, double.Parse(PythonNumber.Text(value), NumberStyles.Float, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_number_of_a_recorded_page_is_written_as_it_stands()
    {
        var page = System.Text.Encoding.UTF8.GetString(Wva.Simulation.Recordings.RecordingReader.ReadAll(RecordedFile.Pages("step"))[^1].Body.Span);
        var numbers = Regex.Matches(page, "^[^#\\n].* ([^ \\n]+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();

        Assert.True(numbers.Length > 400);
        Assert.All(numbers, number => Assert.Equal(number, PythonNumber.Text(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture))));
    }
}
