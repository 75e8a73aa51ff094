using System.Globalization;
using System.Text;
using CsCheck;
using Wva.Telemetry.Exposition;

namespace Wva.Telemetry.Tests.Exposition;

/// <summary>Long decimals are rounded to the last bit like the base library rounds them, or left to it.</summary>
public sealed class LongDecimalTests
{
    private static readonly Gen<string> Number = Gen.Select(
        Gen.ULong[0, 999_999_999_999_999_999],
        Gen.Int[0, 18],
        Gen.OneOf("", "e0", "e1", "e+09", "e-05", "E12", "e-18"),
        (digits, decimals, exponent) =>
        {
            var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
            return text[..^decimals] + "." + text[^decimals..] + exponent;
        });

    [Fact]
    public void Any_decimal_is_rounded_like_the_base_library_rounds_it() => Number.Sample(AssertExact, iter: 200_000);

    [Fact]
    public void A_double_written_in_full_is_read_back() => Gen.Double[1e-3, 1e15].Sample(value => AssertExact(value.ToString("R", CultureInfo.InvariantCulture)), iter: 100_000);

    // Half way between two doubles, a hair beside it, and the bounds of what is divided.
    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993.0")]
    [InlineData("900719925474099.25")]
    [InlineData("4503599627370497.5")]
    [InlineData("4503599627370496.5")]
    [InlineData("450359962737049.65")]
    [InlineData("999999999999999999")]
    [InlineData("0.999999999999999999")]
    [InlineData("0.000000000000000001")]
    [InlineData("1.7954779622989151e+09")]
    [InlineData("25148.833409309387")]
    public void Numbers_at_the_bounds_are_exact(string text)
    {
        Assert.True(LongDecimal.TryParse(Encoding.ASCII.GetBytes(text), out _));
        AssertExact(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1e1.5")]
    [InlineData("1 2")]
    [InlineData("-1")]
    [InlineData("1e100")]
    [InlineData("1e5")]
    [InlineData("1234567890123456789")]
    public void What_is_no_such_number_is_left_to_others(string text) => Assert.False(LongDecimal.TryParse(Encoding.ASCII.GetBytes(text), out _));

    private static void AssertExact(string text)
    {
        Assert.True(NumberText.TryParse(Encoding.ASCII.GetBytes(text), out var value), text);
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
    }
}
