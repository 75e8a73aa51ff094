using CsCheck;
using Wva.Agent.Tests.Fakes;

namespace Wva.Agent.Tests.Stream;

/// <summary>Whatever happens to samples, streams and writers, and in whatever order, what an aggregator decodes is the truth, at the pace of the wire.</summary>
public sealed class LinkWriterProperties
{
    private static readonly Gen<WriterEvent[]> Story = Gen.Select(
        Gen.OneOf(Gen.Const(WriterEventKind.Pages), Gen.Const(WriterEventKind.Pages), Gen.Const(WriterEventKind.Pause), Gen.Enum<WriterEventKind>()),
        Gen.Int[0, 1000],
        Gen.OneOf(Gen.Int[1, 100], Gen.Int[100, 2000], Gen.Int[2000, 15_000]),
        (kind, which, milliseconds) => new WriterEvent(kind, which, milliseconds)).Array[1, 60];

    [Fact]
    public void Any_interleaving_of_pages_losses_reconnects_restarts_and_slow_writers_keeps_the_rules_of_the_wire() =>
        Story.Sample(
            story =>
            {
                using var play = new WriterPlay();
                play.Run(story);
            },
            iter: 400,
            print: story => string.Join("; ", story.Select(one => one.ToString())));
}
