using System.Reflection;
using System.Text.RegularExpressions;
using Wva.Testing;

namespace Wva.Scaling.Tests;

public sealed partial class ReasonCodesTests
{
    [Fact]
    public void Every_reason_code_is_explained_in_the_readme_and_no_other()
    {
        var codes = typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        var readme = File.ReadAllText(Path.Combine(Checkout.Root, "aggregator", "Scaling", "README.md"));

        Assert.Equal(codes.Order(StringComparer.Ordinal), Row().Matches(readme).Select(m => m.Groups["code"].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(?<code>[A-Z][A-Za-z]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
