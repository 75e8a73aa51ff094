namespace Wva.Telemetry.Exposition;

/// <summary>The first bytes of a page that are no blanks: they tell HTML and JSON from metrics, and name them in a message.</summary>
internal sealed class PageOpening
{
    private readonly byte[] _bytes = new byte[40];
    private int _length;
    private bool _isRead;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>Nothing but blanks so far.</summary>
    public bool IsBlank => _length == 0;

    /// <summary>Begins like HTML.</summary>
    public bool IsHtml => _bytes.AsSpan(0, _length).StartsWith("<"u8);

    /// <summary>Begins like JSON, or like a sample with a quoted name.</summary>
    public bool MayBeJson => _bytes.AsSpan(0, _length).StartsWith("{"u8) || _bytes.AsSpan(0, _length).StartsWith("["u8);

    /// <summary>Begins like the page of an exporter, with the announcement of a family.</summary>
    public bool IsMetrics => _bytes.AsSpan(0, _length).StartsWith("# "u8);

    /// <summary>The text stands in the part of the first line that is kept.</summary>
    public bool FirstLineMentions(ReadOnlySpan<byte> text)
    {
        var kept = _bytes.AsSpan(0, _length);
        var lineFeed = kept.IndexOf((byte)'\n');
        return (lineFeed < 0 ? kept : kept[..lineFeed]).IndexOf(text) >= 0;
    }

    /// <summary>Begins a page.</summary>
    public void Clear() => (_length, _isRead) = (0, false);

    /// <summary>Looks at the next bytes of the page. As long as the first line is not whole, it is presented again, and longer.</summary>
    public void Look(ReadOnlySpan<byte> data)
    {
        if (_isRead)
        {
            return;
        }

        var start = data.TrimStart(Blanks);
        _length = Math.Min(start.Length, _bytes.Length);
        start[.._length].CopyTo(_bytes);
    }

    /// <summary>These bytes of the page were read, and are presented no more.</summary>
    public void Read(ReadOnlySpan<byte> data) => _isRead = _isRead || data.ContainsAnyExcept(Blanks);

    /// <summary>The caller has left out a line: the first one, where nothing but blanks was read before it.</summary>
    public void SkipLine() => _isRead |= !IsBlank;

    /// <summary>The beginning for a message: one line, printable.</summary>
    public override string ToString() =>
        string.Create(_length, _bytes, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : bytes[i] is (byte)'\r' or (byte)'\n' or (byte)'\t' ? ' ' : '?';
            }
        }).Trim();
}
