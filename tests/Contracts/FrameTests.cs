using System.Buffers;

namespace Wva.Contracts.Tests;

public sealed class FrameTests
{
    [Fact]
    public void A_frame_grows_with_what_is_written_and_keeps_it()
    {
        var frame = new Frame();
        var bytes = Enumerable.Range(0, 5000).Select(i => (byte)(i % 256)).ToArray();

        foreach (var chunk in bytes.Chunk(7))
        {
            frame.Write<byte>(chunk);
        }

        Assert.Equal(bytes, frame.Memory.ToArray());
        frame.Clear();
        Assert.Equal(0, frame.Length);
    }

    [Fact]
    public void A_received_message_in_pieces_is_put_together()
    {
        var first = new Segment(new byte[] { 1, 2, 3 });
        var last = first.Append(new byte[] { 4, 5 });
        var frame = new Frame();
        frame.Write<byte>([9, 9, 9]);

        frame.CopyFrom(new ReadOnlySequence<byte>(first, 0, last, 2));

        Assert.Equal([1, 2, 3, 4, 5], frame.Memory.ToArray());
    }

    [Theory]
    [InlineData(Wire.MaxMessageBytes, true)]
    [InlineData(Wire.MaxMessageBytes + 1, false)]
    public void A_received_message_has_the_longest_length_at_most(int lengthBytes, bool taken)
    {
        var frame = new Frame();

        var refusal = Record.Exception(() => frame.CopyFrom(new ReadOnlySequence<byte>(new byte[lengthBytes])));

        Assert.Equal(taken ? null : "a received message takes 16385 bytes; a message has 16384 at most", refusal?.Message);
        Assert.Equal(taken ? lengthBytes : 0, frame.Length);
    }

    [Fact]
    public void A_rented_frame_is_empty_whatever_was_in_it()
    {
        var frame = FramePool.Rent();
        frame.Write<byte>([1, 2, 3]);
        FramePool.Return(frame);

        var next = FramePool.Rent();

        Assert.Equal(0, next.Length);
        FramePool.Return(next);
    }

    [Fact]
    public void A_frame_is_given_back_once()
    {
        var frame = FramePool.Rent();
        FramePool.Return(frame);

        Assert.Throws<InvalidOperationException>(() => FramePool.Return(frame));
    }

    [Fact]
    public void The_pool_keeps_no_more_than_its_bound()
    {
        var frames = Enumerable.Range(0, FramePool.MaxFrames + 50).Select(_ => FramePool.Rent()).ToArray();
        Array.ForEach(frames, FramePool.Return);

        var again = Enumerable.Range(0, frames.Length).Select(_ => FramePool.Rent()).ToArray();

        Assert.Equal(frames.Length, again.Distinct().Count());
        Assert.InRange(again.Intersect(frames).Count(), 0, FramePool.MaxFrames);
        Array.ForEach(again, FramePool.Return);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
