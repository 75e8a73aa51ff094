using Grpc.Core;
using Wva.Agent.Stream;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Stream;

/// <summary>A write has failed, which tells nothing: how the call ended, its status says.</summary>
public sealed class LastWordsTests : IDisposable
{
    private readonly WriterUnderTest _parts = new();
    private readonly MemoryCall _call = new();
    private readonly AggregatorLink _link;

    public LastWordsTests() => _link = new AggregatorLink(WriterUnderTest.Aggregator, _parts.Parts, new Random(1));

    [Fact]
    public async Task A_status_that_comes_after_the_write_has_failed_is_the_end_that_counts()
    {
        var call = BrokenCall();
        _call.End(StatusCode.ResourceExhausted);
        await Pump.UntilAsync(() => call.IsCompleted, "the end");
        Assert.Equal(StreamEndKind.Exhausted, (await call).Kind);
    }

    [Fact]
    public async Task A_status_that_never_comes_is_waited_for_5_s_and_the_call_is_given_up()
    {
        var (call, failed) = (BrokenCall(), _parts.Time.GetTimestamp());
        await Pump.UntilAsync(_parts.Time, () => call.IsCompleted, "the end");
        Assert.InRange(_parts.Time.GetElapsedTime(failed), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        Assert.Equal(StreamEndKind.Broken, (await call).Kind);
    }

    public void Dispose()
    {
        _link.Dispose();
        _parts.Dispose();
    }

    private Task<StreamEnd> BrokenCall()
    {
        _call.Requests.Hold();
        var call = _link.CallAsync(_call, null, TestContext.Current.CancellationToken);
        _call.Requests.Break();
        return call;
    }
}
