using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Wva.Contracts.Codec;

/// <summary>Compares a string with received bytes, so that a text which has not changed makes no new string.</summary>
internal static class Texts
{
    private const int ChunkBytes = 256;

    /// <summary>The text, or as much of its beginning as takes no more bytes than that, cut between characters.</summary>
    public static string Clamp(string text, int mostBytes)
    {
        // Three bytes are the most that a UTF-16 unit takes: mostly nothing has to be counted.
        if (text.Length <= mostBytes / 3 || Encoding.UTF8.GetByteCount(text) <= mostBytes)
        {
            return text;
        }

        Span<byte> chunk = stackalloc byte[mostBytes];
        Utf8.FromUtf16(text, chunk, out var read, out _);
        return text[..read];
    }

    public static bool HasBytes(string text, ReadOnlySpan<byte> utf8)
    {
        Span<byte> chunk = stackalloc byte[ChunkBytes];
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var status = Utf8.FromUtf16(rest, chunk, out var read, out var written);
            if (status == OperationStatus.NeedMoreData || read == 0 || !utf8.StartsWith(chunk[..written]))
            {
                return false;
            }

            rest = rest[read..];
            utf8 = utf8[written..];
        }

        return utf8.IsEmpty;
    }
}
