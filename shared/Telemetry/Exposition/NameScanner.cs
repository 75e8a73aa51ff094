using System.Buffers;

namespace Wva.Telemetry.Exposition;

/// <summary>Finds the metric's name at the start of a line and its place among the wanted ones. Most lines repeat the name of the line before (buckets), which is asked first.</summary>
internal ref struct NameScanner(NameSet? wanted)
{
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(":ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    private ReadOnlySpan<byte> _last;
    private int _lastIndex;

    /// <summary>All names are wanted.</summary>
    public readonly bool WantsAll => wanted is null;

    /// <summary>Index of a name among the wanted ones; -1 where it is not, or all are.</summary>
    public readonly int Find(ReadOnlySpan<byte> name) => wanted?.Find(name) ?? -1;

    /// <summary>The name that <paramref name="text"/> begins with, empty where it begins with none, and its index.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text, out int index)
    {
        if (text.Length > _last.Length && text[_last.Length] is (byte)'{' or (byte)' ' && text.StartsWith(_last))
        {
            index = _lastIndex;
            return _last;
        }

        var length = text.IndexOfAnyExcept(NameBytes);
        _last = length < 0 ? text : text[..length];
        _lastIndex = Find(_last);
        index = _lastIndex;
        return _last;
    }
}
