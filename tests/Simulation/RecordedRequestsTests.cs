using Wva.Simulation.Recordings;

namespace Wva.Simulation.Tests;

public sealed class RecordedRequestsTests
{
    private const string Header = "sent_s,prompt_tokens,max_tokens,output_tokens,first_token_s,done_s,status";

    [Theory]
    [InlineData("step", 1330, 1330)]
    [InlineData("crash", 494, 423)]
    [InlineData("ranks", 255, 255)]
    public void Every_request_of_a_recording_is_read(string name, int requests, int succeeded)
    {
        var read = RecordedRequests.Read(RecordedFile.Requests(name));

        Assert.Equal(requests, read.Count);
        Assert.Equal(succeeded, read.Count(request => request.Succeeded));
    }

    [Fact]
    public void What_never_came_is_null()
    {
        var read = ReadLines(Header, "30.638,486,65,65,30.849,31.846,ok", "94.435,48,21,0,,94.907,ClientPayloadError");

        Assert.Equal(new RecordedRequest(30.638, 486, 65, 65, 30.849, 31.846, "ok"), read[0]);
        Assert.Equal(new RecordedRequest(94.435, 48, 21, 0, null, 94.907, "ClientPayloadError"), read[1]);
    }

    [Theory]
    [InlineData("x", "line 1: expected 'sent_s")]
    [InlineData(Header + "\n1,2,3", "line 2: expected 7 columns")]
    [InlineData(Header + "\n1,2,3,4,5,6,ok\n1,2,many,4,5,6,ok", "line 3: max_tokens: 'many' is no number of tokens")]
    [InlineData(Header + "\nnow,2,3,4,5,6,ok", "line 2: sent_s: 'now' is no number of seconds")]
    public void A_line_that_is_not_as_it_should_be_is_named(string text, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => ReadLines(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<RecordedRequest> ReadLines(params string[] lines)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, lines);
            return RecordedRequests.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
