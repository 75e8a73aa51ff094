namespace Wva.Telemetry.Exposition;

/// <summary>What follows name and labels on a line: the value, perhaps a time stamp, perhaps an OpenMetrics exemplar. The last two are checked and dropped.</summary>
internal static class SampleTail
{
    /// <summary>Reads the rest of a line, its line feed left out.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        // A blank, a number and nothing else, as nearly all are.
        if (text.Length > 1 && text[0] == ' ' && NumberText.TryUsual(text[1..], out value))
        {
            return true;
        }

        // A carriage return is no blank, yet pages written on Windows end their lines with one.
        if (!text.IsEmpty && text[^1] == '\r')
        {
            text = text[..^1];
        }

        return NumberText.TryParse(Token(ref text), out value) && (text.IsEmpty || IsStampOrExemplar(text));
    }

    private static bool IsStampOrExemplar(ReadOnlySpan<byte> text)
    {
        var next = Token(ref text);
        if (next.IsEmpty || next.SequenceEqual("#"u8))
        {
            return true;
        }

        var last = Token(ref text);
        return NumberText.IsTimestamp(next) && (last.IsEmpty || last.SequenceEqual("#"u8));
    }

    private static ReadOnlySpan<byte> Token(ref ReadOnlySpan<byte> text)
    {
        var start = 0;
        LabelScanner.SkipBlanks(text, ref start);
        var end = start;
        while (end < text.Length && text[end] is not ((byte)' ' or (byte)'\t'))
        {
            end++;
        }

        var token = text[start..end];
        text = text[end..];
        return token;
    }
}
