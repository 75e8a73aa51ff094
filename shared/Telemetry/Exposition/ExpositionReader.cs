using System.Runtime.CompilerServices;

namespace Wva.Telemetry.Exposition;

/// <summary>
/// Reads a page in the Prometheus text format 0.0.4 (and OpenMetrics, whose exemplars and fractional time stamps are skipped) sample by sample, in chunks
/// in the manner of <c>Utf8JsonReader</c>: when <see cref="Read"/> is false, the bytes from <see cref="BytesConsumed"/> on must stand in front of the next chunk, and
/// <see cref="CurrentState"/> goes into the next reader. Allocates nothing and throws on no bytes: a line that is wrong is counted and skipped up to its line feed.
/// HELP, TYPE and other comments are skipped; a sample is known by its name. The README lists every rule.
/// </summary>
public ref struct ExpositionReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly bool _isFinal;
    private LineReader _line;
    private LineFeeds _lineFeeds;
    private int _at;
    private int _badLines;
    private bool _ended;
    private bool _truncated;

    /// <summary>Begins to read a page or a further chunk of one.</summary>
    /// <param name="data">The bytes; begins where the reader before stopped.</param>
    /// <param name="isFinal">No more bytes follow, so that a last line without line feed counts.</param>
    /// <param name="wanted">Names of interest: a line of any other is skipped before its labels are looked at, and never counted as bad. Null: all.</param>
    /// <param name="state">State of the reader of the chunk before.</param>
    public ExpositionReader(ReadOnlySpan<byte> data, bool isFinal, NameSet? wanted = null, ExpositionReaderState state = default)
    {
        _data = data;
        _isFinal = isFinal;
        _line = new LineReader(wanted, isFinal);
        _lineFeeds = new LineFeeds(data);
        _badLines = state.BadLines;
        _ended = state.Ended;
        _truncated = state.Truncated;
    }

    /// <summary>The metric's name; escapes in a quoted name stand.</summary>
    public readonly ReadOnlySpan<byte> Name => _line.Name;

    /// <summary>Index of the name among the wanted ones; -1 where all are wanted.</summary>
    public readonly int NameIndex => _line.NameIndex;

    /// <summary>The labels.</summary>
    public readonly SampleLabels Labels => _line.Labels;

    /// <summary>The value; NaN and infinities are legal.</summary>
    public readonly double Value => _line.Value;

    /// <summary>Bytes that need not be presented again.</summary>
    public readonly int BytesConsumed => _at;

    /// <summary>Bad lines of the page so far, earlier chunks included.</summary>
    public readonly int BadLines => _badLines;

    /// <summary>What the reader of the next chunk needs to know.</summary>
    public readonly ExpositionReaderState CurrentState => new() { BadLines = _badLines, Ended = _ended, Truncated = _truncated };

    /// <summary>Goes on to the next wanted sample; false where the data has no further whole line.</summary>
    public bool Read()
    {
        while (!_ended)
        {
            var lineFeed = NextLine();
            if (_at == _data.Length)
            {
                break;
            }

            var rest = _data[_at..];
            var length = lineFeed - _at;
            var cutOff = length == rest.Length;
            if (cutOff && !_isFinal)
            {
                return false;
            }

            switch (_line.Read(rest, length, out var used))
            {
                case ScanResult.Found:
                    _at += used;
                    if (_line.IsWanted)
                    {
                        return true;
                    }

                    continue;
                case ScanResult.OutOfData when !_isFinal:
                    return false;
                case ScanResult.Ended:
                    _ended = _line.EndsPage;
                    _truncated |= cutOff && _line.AnnouncesFamily;
                    break;
                default:
                    // Wrong lines cost themselves only, also where a quote was left open.
                    _truncated |= cutOff;
                    _badLines += _line.IsWanted || _line.Name.IsEmpty ? 1 : 0;
                    break;
            }

            _at += cutOff ? length : length + 1;
        }

        _at = _ended ? _data.Length : _at;
        return false;
    }

    // Goes on to the next line that has to be looked at, and finds its line feed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int NextLine()
    {
        var at = _at;
        var lineFeed = _lineFeeds.Next(at);
        while (lineFeed < _data.Length && _line.IsSkipped(_data[at..lineFeed]))
        {
            at = lineFeed + 1;
            lineFeed = _lineFeeds.Next(at);
        }

        _at = at;
        return lineFeed;
    }
}
