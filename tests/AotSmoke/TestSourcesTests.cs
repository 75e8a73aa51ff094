using Wva.Testing;

namespace Wva.AotSmoke.Tests;

public sealed class TestSourcesTests
{
    private const string Source = """
        namespace Wva.Some.Tests;

        public sealed partial class AnyTests(int fixture)
        {
            [Fact]
            public void It_holds() => Assert.True(true);

            [Theory]
            [InlineData("a", 1)]
            [InlineData("b", 2)] // a comment
            public async Task Rows_hold(string a, int b)
            {
            }

            public static void No_test()
            {
            }
        }
        """;

    [Fact]
    public void Facts_and_theories_are_the_tests_of_a_source() =>
        Assert.Equal(["Wva.Some.Tests.AnyTests.It_holds", "Wva.Some.Tests.AnyTests.Rows_hold"], TestSources.Tests(Source));

    [Theory]
    [InlineData("Wva.AotSmoke.Tests.TestSourcesTests.A_test_of_another_name_is_none", true)]
    [InlineData("Wva.AotSmoke.Tests.TestSourcesTests.A_test_that_was_renamed", false)]
    [InlineData("Wva.AotSmoke.Tests.TestSourcesTests", false)]
    [InlineData("Wva.Other.Tests.TestSourcesTests.A_test_of_another_name_is_none", false)]
    [InlineData("nonsense", false)]
    public void A_test_of_another_name_is_none(string test, bool expected) => Assert.Equal(expected, TestSources.Has(test));
}
