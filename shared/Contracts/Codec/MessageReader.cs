using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Wva.Contracts.Codec;

/// <summary>
/// Reads a message field by field. A field that an older peer leaves out and one that is nil read alike, as null; what a newer peer adds at the end is skipped.
/// </summary>
internal ref struct MessageReader
{
    private WireReader _values;
    private int _left;

    private MessageReader(ReadOnlyMemory<byte> frame)
    {
        _values = new WireReader(frame);
        _left = _values.ArrayHeader("message");
    }

    /// <summary>The values behind the fields, for those that are arrays.</summary>
    [UnscopedRef]
    public ref WireReader Values => ref _values;

    /// <summary>The kind of a message, known or not.</summary>
    public static int Kind(ReadOnlyMemory<byte> frame) => new MessageReader(frame).ReadKind();

    /// <summary>A reader that stands behind the kind.</summary>
    public static MessageReader Open(ReadOnlyMemory<byte> frame, int kind, string name)
    {
        var reader = new MessageReader(frame);
        var found = reader.ReadKind();
        return found == kind ? reader : throw reader._values.Error("kind", $"{found} where {kind} ({name}) belongs");
    }

    /// <summary>True where the next field is there and says something.</summary>
    public bool Next(string what)
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        return !_values.TryNil(what);
    }

    public string? Text(string what, string? known = null) => Next(what) ? _values.Text(what, known) : null;

    public long? Integer(string what) => Next(what) ? _values.Integer(what) : null;

    public double? Number(string what) => Next(what) ? _values.Number(what) : null;

    public bool? Boolean(string what) => Next(what) ? _values.Boolean(what) : null;

    /// <summary>A duration of the agent's own, seconds here and milliseconds on the wire.</summary>
    public double? Seconds(string what) => Number(what) / 1000;

    public TimeSpan? Milliseconds(string what) => Next(what) ? TimeSpan.FromMilliseconds(_values.Index(what, int.MaxValue)) : null;

    public ImmutableArray<string> TextArray(string what)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        for (var left = Next(what) ? _values.ArrayHeader(what) : 0; left > 0; left--)
        {
            texts.Add(_values.Text(what));
        }

        return texts.DrainToImmutable();
    }

    public ImmutableArray<double> BoundArray(string what)
    {
        var bounds = ImmutableArray.CreateBuilder<double>();
        for (var left = Next(what) ? _values.ArrayHeader(what) : 0; left > 0; left--)
        {
            bounds.Add(_values.Bound(what));
        }

        return bounds.DrainToImmutable();
    }

    /// <summary>Skips the fields that this version does not know; nothing may follow them.</summary>
    public void Close()
    {
        _values.Skip(_left, "unknown field");
        _values.RequireEnd();
    }

    private int ReadKind()
    {
        if (_left == 0)
        {
            throw _values.Error("message", "an empty array where a kind belongs");
        }

        _left--;
        return _values.Index("kind", int.MaxValue);
    }
}
