using Wva.Simulation.Fitting;
using Wva.Simulation.Recordings;

namespace Wva.Simulation.Tests.Fitting;

public sealed class RecordedLoadTests
{
    [Fact]
    public void As_many_prompts_begin_with_a_prefix_as_are_said_to()
    {
        var load = RecordedLoad.From(RecordedRequests.Read(RecordedFile.Requests("step")), RecordedServer.Step.Mix, new Random(5));
        var prefixed = load.Where(entry => entry.Request.SharedPrefix > 0).ToArray();

        Assert.InRange(prefixed.Length / (double)load.Count, 0.27, 0.33);
        Assert.All(prefixed, entry => Assert.True(entry.Request is { PromptTokens: >= 256, CachedTokens: 256, SharedPrefix: >= 1 and <= 4 }));
        Assert.Equal(4, prefixed.Select(entry => entry.Request.SharedPrefix).Distinct().Count());
    }

    [Fact]
    public void Requests_keep_their_times_and_tokens_and_one_draw_gives_one_load()
    {
        RecordedRequest[] recorded = [new(2, 100, 60, 50, 3, 4, "ok"), new(1, 300, 20, 20, 3, 4, "ok"), new(1.5, 10, 20, 0, null, 4, "lost")];
        var load = RecordedLoad.From(recorded, PrefixMix.None, new Random(5));

        Assert.Equal([(1, 0L, 300, 20, 20), (2, 1L, 100, 50, 60)], load.Select(entry =>
            (entry.AtSeconds, entry.Request.Id, entry.Request.PromptTokens, entry.Request.OutputTokens, entry.Request.MaxTokens ?? 0)));
        Assert.All(load, entry => Assert.Equal(0, entry.Request.SharedPrefix));
        Assert.Equal(load, RecordedLoad.From(recorded, PrefixMix.None, new Random(5)));
    }
}
