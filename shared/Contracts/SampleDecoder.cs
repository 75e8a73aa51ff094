using Wva.Contracts.Codec;

namespace Wva.Contracts;

/// <summary>Reads the samples of one stream onto its state; allocates nothing while ranks, GPUs and texts stay the same.</summary>
public static class SampleDecoder
{
    /// <summary>
    /// Applies a sample. A full one replaces the rows and GPUs of the state, any other one changes the fields that it names; the scrape's own fields are always those of this sample.
    /// </summary>
    /// <exception cref="WireException">The frame is malformed. The state may then be half changed: the stream it belongs to must end.</exception>
    public static void Apply(ReadOnlyMemory<byte> frame, Sample state)
    {
        var reader = MessageReader.Open(frame, (int)AgentMessageKind.Sample, nameof(Sample));
        SampleCodec.Read(ref reader, state);
        reader.Close();
    }
}
