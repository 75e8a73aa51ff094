using System.Text;
using System.Text.Unicode;
using MessagePack;

namespace Wva.Contracts.Codec;

/// <summary>
/// Reads the values of one message. Whatever the bytes are, the only exception that leaves it is <see cref="WireException"/>, with the field's name and
/// the offset; no value is read beyond the frame's end.
/// </summary>
internal ref struct WireReader
{
    private MessagePackReader _reader;

    public WireReader(ReadOnlyMemory<byte> frame) => _reader = new MessagePackReader(frame);

    /// <summary>Kind of the next value.</summary>
    public MessagePackType Peek(string what)
    {
        if (_reader.End)
        {
            throw Error(what, "the message ends here");
        }

        return _reader.NextMessagePackType;
    }

    /// <summary>Takes a nil, where one comes next.</summary>
    public bool TryNil(string what) => Peek(what) == MessagePackType.Nil && _reader.TryReadNil();

    public int ArrayHeader(string what)
    {
        Expect(MessagePackType.Array, what);
        return Header(what, ofMap: false);
    }

    public bool Boolean(string what)
    {
        Expect(MessagePackType.Boolean, what);
        return _reader.ReadBoolean();
    }

    public long Integer(string what)
    {
        Expect(MessagePackType.Integer, what);
        try
        {
            return _reader.ReadInt64();
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Error(what, "an integer that is cut off or too large", e);
        }
    }

    /// <summary>An integer from 0 up to a bound, the bound excluded.</summary>
    public int Index(string what, int bound)
    {
        var index = Integer(what);
        return index >= 0 && index < bound
            ? (int)index
            : throw Error(what, bound == 0 ? $"{index} where there is none" : $"{index} where 0 to {bound - 1} is allowed");
    }

    /// <summary>Bits; those that no field of this version has may be set.</summary>
    public ulong Mask(string what)
    {
        var mask = Integer(what);
        return mask >= 0 ? (ulong)mask : throw Error(what, "a mask that is negative");
    }

    /// <summary>A finite number, integer or floating.</summary>
    public double Number(string what)
    {
        var number = Real(what);
        return double.IsFinite(number) ? number : throw Error(what, "a number that is not finite");
    }

    /// <summary>A number that may be infinite, as the last bound of a histogram is.</summary>
    public double Bound(string what)
    {
        var bound = Real(what);
        return double.IsNaN(bound) ? throw Error(what, "a bound that is not a number") : bound;
    }

    /// <summary>A text; the one known already, where it has the same bytes.</summary>
    public string Text(string what, string? known = null)
    {
        Expect(MessagePackType.String, what);
        try
        {
            if (!_reader.TryReadStringSpan(out var bytes) || !Utf8.IsValid(bytes))
            {
                throw Error(what, "a text that is not UTF-8");
            }

            return known is not null && Texts.HasBytes(known, bytes) ? known : Encoding.UTF8.GetString(bytes);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Error(what, "a text that is cut off", e);
        }
    }

    /// <summary>The length of an array of entries that this version can hold.</summary>
    public int Length(string what, int most)
    {
        var length = ArrayHeader(what);
        return length <= most ? length : throw Error(what, $"{length} entries where {most} are the most");
    }

    /// <summary>Passes over values of a later version. Not by the reader's own Skip: it recurses, and 16 KiB of nested arrays would end the stack.</summary>
    public void Skip(long count, string what)
    {
        for (; count > 0; count--)
        {
            switch (Peek(what))
            {
                case MessagePackType.Array:
                    count += Header(what, ofMap: false);
                    break;
                case MessagePackType.Map:
                    count += 2L * Header(what, ofMap: true);
                    break;
                default:
                    SkipValue(what);
                    break;
            }
        }
    }

    /// <summary>Nothing may follow the message.</summary>
    public readonly void RequireEnd()
    {
        if (!_reader.End)
        {
            throw Error("message", "bytes follow its end");
        }
    }

    public readonly WireException Error(string what, string found, Exception? cause = null)
    {
        var text = $"{what}, byte {_reader.Consumed}: {found}";
        return cause is null ? new WireException(text) : new WireException(text, cause);
    }

    private static bool IsMalformed(Exception e) => e is MessagePackSerializationException or EndOfStreamException or OverflowException;

    private void Expect(MessagePackType type, string what)
    {
        var found = Peek(what);
        if (found != type)
        {
            throw Error(what, $"{found} where {type} belongs");
        }
    }

    private double Real(string what)
    {
        var found = Peek(what);
        if (found is not (MessagePackType.Integer or MessagePackType.Float))
        {
            throw Error(what, $"{found} where a number belongs");
        }

        try
        {
            return _reader.ReadDouble();
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Error(what, "a number that is cut off", e);
        }
    }

    private int Header(string what, bool ofMap)
    {
        try
        {
            return ofMap ? _reader.ReadMapHeader() : _reader.ReadArrayHeader();
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Error(what, "more entries than the message can hold", e);
        }
    }

    private void SkipValue(string what)
    {
        try
        {
            _reader.Skip();
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Error(what, "a value that is cut off or unknown", e);
        }
    }
}
