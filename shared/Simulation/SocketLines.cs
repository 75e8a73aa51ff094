using System.Net.Sockets;
using System.Text;

namespace Wva.Simulation;

/// <summary>The two ends of a connection as lines: heads of HTTP and what follows them.</summary>
internal sealed class SocketLines(Socket socket)
{
    private const int MaxLineBytes = 8 * 1024;
    private const int MaxHeaders = 100;

    private readonly byte[] _buffer = new byte[MaxLineBytes];
    private int _start;
    private int _end;

    /// <summary>Reads up to a line feed.</summary>
    /// <returns>The line without line feed and carriage return; null at the end of the connection, or where a line is too long.</returns>
    public async Task<string?> ReadAsync(CancellationToken stop)
    {
        while (true)
        {
            var lineFeed = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (lineFeed >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, lineFeed).TrimEnd('\r');
                _start += lineFeed + 1;
                return line;
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = _end == MaxLineBytes ? 0 : await socket.ReceiveAsync(_buffer.AsMemory(_end), stop);
            if (read == 0)
            {
                return null;
            }

            _end += read;
        }
    }

    /// <summary>Reads a whole head of HTTP.</summary>
    /// <returns>Its first line; null at the end of the connection, or where the head has no end.</returns>
    public async Task<string?> ReadHeadAsync(CancellationToken stop)
    {
        var first = await ReadAsync(stop);
        for (var i = 0; i < MaxHeaders && first is not null; i++)
        {
            switch (await ReadAsync(stop))
            {
                case null:
                    return null;
                case "":
                    return first;
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>Writes all bytes.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, stop)..];
        }
    }

    /// <summary>Writes text.</summary>
    public Task WriteAsync(string text, CancellationToken stop) => WriteAsync(Encoding.ASCII.GetBytes(text), stop);
}
