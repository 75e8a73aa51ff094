using System.Buffers;

namespace Wva.Contracts;

/// <summary>
/// One message as bytes, in a buffer of its own that is reused. gRPC carries frames, so that messages are encoded into and decoded from
/// memory that nobody else holds, and a peer's message is looked at only by who asked for it. Not safe for two threads.
/// </summary>
public sealed class Frame : IBufferWriter<byte>
{
    private const int FirstCapacityBytes = 512;

    private byte[] _buffer = new byte[FirstCapacityBytes];

    /// <summary>The message; valid until the frame is written to, cleared or given back.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    /// <summary>Length of the message, bytes.</summary>
    public int Length { get; private set; }

    /// <summary>True while the frame lies in the pool.</summary>
    internal bool IsPooled { get; set; }

    /// <summary>Size of the buffer, bytes.</summary>
    internal int CapacityBytes => _buffer.Length;

    /// <summary>Makes the frame empty and keeps its buffer.</summary>
    public void Clear() => Length = 0;

    /// <summary>Replaces the content by a received message.</summary>
    /// <exception cref="WireException">The message is longer than <see cref="Wire.MaxMessageBytes"/>; the frame is empty then.</exception>
    public void CopyFrom(in ReadOnlySequence<byte> message)
    {
        Clear();
        if (message.Length > Wire.MaxMessageBytes)
        {
            throw TooLong("a received message", message.Length);
        }

        var length = (int)message.Length;
        Reserve(length);
        message.CopyTo(_buffer);
        Length = length;
    }

    void IBufferWriter<byte>.Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - Length);
        Length += count;
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(Length);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(Length);
    }

    /// <summary>Refuses a message that the other end would refuse, and empties the frame then.</summary>
    internal void RequireMessageLength(string what)
    {
        var length = Length;
        if (length > Wire.MaxMessageBytes)
        {
            Clear();
            throw TooLong(what, length);
        }
    }

    private static WireException TooLong(string what, long lengthBytes) =>
        new($"{what} takes {lengthBytes} bytes; a message has {Wire.MaxMessageBytes} at most");

    private void Reserve(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }
    }
}
