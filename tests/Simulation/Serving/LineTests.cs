using CsCheck;
using Wva.Simulation.Serving;

namespace Wva.Simulation.Tests.Serving;

public sealed class LineTests
{
    [Fact]
    public void Any_request_comes_back_from_its_line() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[1, int.MaxValue], Gen.Int[1, int.MaxValue], Gen.Double[0, 1]).Sample(static (id, prompt, output, cached) =>
        {
            var request = new RequestLine(id, prompt, output, (int)(prompt * cached));
            Assert.Equal(request, RequestLine.Parse(request.ToString()));
        });

    [Fact]
    public void Any_answer_comes_back_from_its_line() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Enum<AnswerKind>(), Gen.Double[0, 1e6], Gen.Double[0, 1], Gen.Double[0, 1e6]).Sample(static (id, kind, ttft, itl, end) =>
        {
            var answer = new AnswerLine(id, kind, ttft, itl, end);
            Assert.Equal(answer, AnswerLine.Parse(answer.ToString()));
        });

    [Theory]
    [InlineData("", "expected 'ID PROMPT_TOKENS OUTPUT_TOKENS CACHED_TOKENS', found ''")]
    [InlineData("1 2 3", "expected 'ID")]
    [InlineData("x 2 3 0", "ID: found 'x'; allowed: whole numbers from 0 to")]
    [InlineData("1 0 3 0", "PROMPT_TOKENS: found '0'; allowed: whole numbers from 1 to")]
    [InlineData("1 2 -3 0", "OUTPUT_TOKENS: found '-3'")]
    [InlineData("1 2 3 5", "CACHED_TOKENS: found '5'; allowed: whole numbers from 0 to 2")]
    public void A_line_that_is_no_request_is_named(string line, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => RequestLine.Parse(line)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1 ok 0.1 0.2", "expected 'ID KIND")]
    [InlineData("1 fine 0.1 0.2 0.3", "KIND: found 'fine'; allowed: ok, too-long, refused")]
    [InlineData("1 ok soon 0.2 0.3", "TTFT_SECONDS: found 'soon'; allowed: seconds, 0 or more")]
    [InlineData("1 ok 0.1 -1 0.3", "ITL_SECONDS: found '-1'")]
    [InlineData("1 ok 0.1 0 NaN", "END_SECONDS: found 'NaN'")]
    [InlineData("x ok 0.1 0 1", "ID: found 'x'")]
    public void A_line_that_is_no_answer_is_named(string line, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => AnswerLine.Parse(line)).Message, StringComparison.Ordinal);
}
