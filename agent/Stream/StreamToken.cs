using System.Text;
using Grpc.Core;

namespace Wva.Agent.Stream;

/// <summary>The token that proves to an aggregator who this agent is. It leaves the process in the metadata of a call over TLS and nowhere else.</summary>
internal sealed class StreamToken
{
    /// <summary>A longer file holds no token.</summary>
    public const int MaxFileBytes = 16 * 1024;

    private readonly string _text;

    private StreamToken(string text) => _text = text;

    /// <summary>Metadata of the call that it opens.</summary>
    public Metadata Headers => new() { { "authorization", $"Bearer {_text}" } };

    /// <summary>Reads the file anew: a projected token is replaced long before it expires.</summary>
    /// <param name="file">The file; null where no token is sent.</param>
    /// <returns>The token, without white space around it; null where no file is given.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="InvalidDataException">What it holds is no token.</exception>
    public static StreamToken? Read(string? file)
    {
        if (file is null)
        {
            return null;
        }

        var buffer = new byte[MaxFileBytes + 1];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > MaxFileBytes)
        {
            throw new InvalidDataException($"the token file '{file}' holds more than {MaxFileBytes} bytes");
        }

        ReadOnlySpan<byte> token = buffer.AsSpan(0, length).Trim(" \t\r\n"u8);
        if (token.IsEmpty)
        {
            throw new InvalidDataException($"the token file '{file}' holds no token");
        }

        // Said here, in words of our own: an HTTP stack that refuses a header may quote it.
        return token.ContainsAnyExceptInRange((byte)'!', (byte)'~')
            ? throw new InvalidDataException($"the token file '{file}' holds more than one word of visible ASCII, which is all that a token is")
            : new StreamToken(Encoding.ASCII.GetString(token));
    }

    /// <summary>Takes the token out of a peer's words before they are logged.</summary>
    public string Hide(string words) => words.Replace(_text, "(token)", StringComparison.Ordinal);
}
