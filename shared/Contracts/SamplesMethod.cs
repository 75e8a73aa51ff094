using System.Buffers;
using Grpc.Core;

namespace Wva.Contracts;

/// <summary>The one gRPC method of the wire, written by hand: frames both ways, so that no generated message type stands between encoder and socket.</summary>
public static class SamplesMethod
{
    /// <summary>Full name of the service.</summary>
    public const string ServiceName = "wva.v1.Samples";

    private static readonly Marshaller<Frame> Marshaller = Marshallers.Create<Frame>(Serialize, Deserialize);

    /// <summary>
    /// <c>/wva.v1.Samples/Report</c>: agent messages one way, aggregator messages the other. Who writes a frame gives it back to <see cref="FramePool"/> once the write
    /// has completed; who receives one, once it is decoded.
    /// </summary>
    public static Method<Frame, Frame> Report { get; } = new(MethodType.DuplexStreaming, ServiceName, nameof(Report), Marshaller, Marshaller);

    private static void Serialize(Frame frame, SerializationContext context)
    {
        frame.RequireMessageLength("a message to be sent");
        context.SetPayloadLength(frame.Length);
        context.GetBufferWriter().Write(frame.Memory.Span);
        context.Complete();
    }

    private static Frame Deserialize(DeserializationContext context)
    {
        var frame = FramePool.Rent();
        try
        {
            frame.CopyFrom(context.PayloadAsReadOnlySequence());
            return frame;
        }
        catch
        {
            FramePool.Return(frame);
            throw;
        }
    }
}
