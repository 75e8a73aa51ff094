using Wva.Benchmarks.Measuring;

namespace Wva.Benchmarking.Tests;

/// <summary>The command lines of benchmarks.</summary>
public sealed class NumberOptionsTests
{
    private static readonly NumberOption[] Allowed = [new("--minutes", 9, 0.1, 600), NumberOption.Switch("--sweep")];

    [Fact]
    public void Options_have_their_defaults_and_take_values()
    {
        var defaults = NumberOptions.Read(Allowed, [], out var error)!;
        Assert.Null(error);
        Assert.Equal((9, false), (defaults["--minutes"], defaults.IsOn("--sweep")));
        var given = NumberOptions.Read(Allowed, ["--sweep", "--minutes", "0.5"], out _)!;
        Assert.Equal((0.5, true), (given["--minutes"], given.IsOn("--sweep")));
    }

    [Theory]
    [InlineData("'--minute' is no option; allowed: --minutes --sweep", "--minute", "1")]
    [InlineData("--minutes: '' is not allowed; a number from 0.1 to 600", "--minutes")]
    [InlineData("--minutes: '0' is not allowed; a number from 0.1 to 600", "--minutes", "0")]
    [InlineData("--minutes: 'ten' is not allowed; a number from 0.1 to 600", "--sweep", "--minutes", "ten")]
    public void A_bad_option_is_named_with_what_is_allowed(string expected, params string[] arguments)
    {
        Assert.Null(NumberOptions.Read(Allowed, arguments, out var error));
        Assert.Equal(expected, error);
    }
}
