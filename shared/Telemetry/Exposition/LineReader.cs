using System.Runtime.CompilerServices;

namespace Wva.Telemetry.Exposition;

/// <summary>Reads one line: a sample, or nothing to see.</summary>
/// <param name="wanted">The names of interest; null: all.</param>
/// <param name="isFinal">Behind the data comes nothing.</param>
internal ref struct LineReader(NameSet? wanted, bool isFinal)
{
    private NameScanner _names = new(wanted);
    private ReadOnlySpan<byte> _labels;
    private bool _isNameRead;

    /// <summary>The metric's name; empty where the line has none.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its place among the wanted names; -1 where it is not, or all are.</summary>
    public int NameIndex { get; private set; }

    /// <summary>The value.</summary>
    public double Value { get; private set; }

    /// <summary>The labels.</summary>
    public readonly SampleLabels Labels => new(_labels);

    /// <summary>The line's name is a wanted one.</summary>
    public readonly bool IsWanted => NameIndex >= 0 || _names.WantsAll;

    /// <summary>The line begins with a NUL, which ends the page.</summary>
    public bool EndsPage { get; private set; }

    /// <summary>The line is a comment that announces a family.</summary>
    public bool AnnouncesFamily { get; private set; }

    /// <summary>True for a line that no more needs to be known of: empty, a comment, or of a name that is not wanted. False says nothing.</summary>
    /// <param name="line">A whole line, without its line feed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsSkipped(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == '#')
        {
            return true;
        }

        var name = _names.Read(line, out var index);
        if (name.IsEmpty || line[0] is >= (byte)'0' and <= (byte)'9')
        {
            return false;
        }

        if (index < 0 && !_names.WantsAll && LineShape.IsWhole(line, name.Length))
        {
            return true;
        }

        Name = name;
        NameIndex = index;
        _isNameRead = true;
        return false;
    }

    /// <summary>Reads the line that <paramref name="rest"/> begins with.</summary>
    /// <param name="rest">From the line's first byte to the end of the data: a quoted value may run on behind the line feed.</param>
    /// <param name="lineLength">Bytes up to the first line feed, or to the end of the data.</param>
    /// <param name="used">Length of the sample, its line feed included.</param>
    /// <returns>Ended: the line holds no wanted sample. OutOfData: its quotes are still open, or its last line feed is yet to come.</returns>
    public ScanResult Read(ReadOnlySpan<byte> rest, int lineLength, out int used)
    {
        if (_isNameRead)
        {
            _isNameRead = false;
            return ReadSample(rest, lineLength, Name.Length, out used);
        }

        used = 0;
        Name = default;
        NameIndex = -1;
        AnnouncesFamily = false;
        var line = rest[..lineLength];
        var at = 0;
        if (!LabelScanner.SkipBlanks(line, ref at))
        {
            return ScanResult.Ended;
        }

        switch (line[at])
        {
            case (byte)'#':
                AnnouncesFamily = lineLength == rest.Length && LineShape.AnnouncesFamily(line[at..]);
                return ScanResult.Ended;
            case (byte)'{':
                return ReadSample(rest, lineLength, at, out used);
            case 0:
                EndsPage = true;
                return ScanResult.Ended;
            case (byte)'\r' when at + 1 == lineLength:
                return ScanResult.Ended;
            case >= (byte)'0' and <= (byte)'9':
                return ScanResult.Bad;
            default:
                return ReadNamed(rest, lineLength, at, out used);
        }
    }

    private ScanResult ReadNamed(ReadOnlySpan<byte> rest, int lineLength, int at, out int used)
    {
        used = 0;
        Name = _names.Read(rest[at..lineLength], out var index);
        NameIndex = index;
        if (Name.IsEmpty)
        {
            return ScanResult.Bad;
        }

        var end = at + Name.Length;
        return !IsWanted && lineLength < rest.Length && LineShape.IsWhole(rest[..lineLength], end)
            ? ScanResult.Ended
            : ReadSample(rest, lineLength, end, out used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ScanResult ReadSample(ReadOnlySpan<byte> rest, int lineLength, int nameEnd, out int used)
    {
        used = 0;
        _labels = default;
        var at = nameEnd;
        if (!LabelScanner.SkipBlanks(rest, ref at))
        {
            return ScanResult.OutOfData;
        }

        if (rest[at] == '{')
        {
            var start = ++at;
            var result = ReadLabels(rest, ref at);
            if (result != ScanResult.Ended)
            {
                return result;
            }

            _labels = rest[start..at];
        }
        else if (at == nameEnd)
        {
            return ScanResult.Bad;
        }

        // Labels that span lines end behind the line feed at hand, which was in quotes then.
        var lineEnd = at <= lineLength ? lineLength : at + LineShape.Length(rest[at..]);
        used = Math.Min(lineEnd + 1, rest.Length);
        if (lineEnd == rest.Length && !isFinal)
        {
            return ScanResult.OutOfData;
        }

        var read = SampleTail.TryParse(rest[at..lineEnd], out var value);
        Value = value;
        return read ? ScanResult.Found : ScanResult.Bad;
    }

    private ScanResult ReadLabels(ReadOnlySpan<byte> rest, ref int at)
    {
        ScanResult result;
        while ((result = LabelScanner.TryNext(rest, ref at, out var part)) == ScanResult.Found)
        {
            if (!part.IsMetricName)
            {
                continue;
            }

            if (!Name.IsEmpty)
            {
                return ScanResult.Bad;
            }

            Name = rest[part.NameStart..part.NameEnd];
            NameIndex = _names.Find(Name);
        }

        return result == ScanResult.Ended && Name.IsEmpty ? ScanResult.Bad : result;
    }
}
