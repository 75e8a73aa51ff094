using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Wva.Simulation.Recordings;

/// <summary>Reads header lines and bodies, and knows how far it is, so that an error can say where.</summary>
internal sealed class RecordingCursor(Stream text, string source)
{
    private const int MaxLineBytes = 256;

    private long _offset;
    private long _itemOffset;

    /// <summary>Reads up to a newline; false at the end of the text.</summary>
    public bool TryReadLine([NotNullWhen(true)] out string? line)
    {
        line = null;
        _itemOffset = _offset;
        var bytes = new byte[MaxLineBytes];
        for (var length = 0; length < MaxLineBytes; length++)
        {
            if (Fill(bytes.AsSpan(length, 1)) == 0)
            {
                return length == 0 ? false : throw Error("the file breaks off within a header");
            }

            if (bytes[length] == (byte)'\n')
            {
                line = Encoding.UTF8.GetString(bytes, 0, length);
                return true;
            }
        }

        throw Error($"a header is longer than {MaxLineBytes} bytes");
    }

    /// <summary>Reads a body of known length.</summary>
    public byte[] ReadBody(int length)
    {
        _itemOffset = _offset;
        var body = new byte[length];
        var read = Fill(body);
        return read == length ? body : throw Error($"the file breaks off: {read} of a page's {length} bytes are there");
    }

    /// <summary>An error in the item that was read last.</summary>
    public InvalidDataException Error(string problem, Exception? cause = null) => new($"{source}: offset {_itemOffset}: {problem}", cause);

    private int Fill(Span<byte> bytes)
    {
        try
        {
            var read = text.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            _offset += read;
            return read;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw Error("is no Brotli, or breaks off: " + e.Message, e);
        }
    }
}
