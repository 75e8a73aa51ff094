using System.Runtime.CompilerServices;

namespace Wva.Telemetry.Exposition;

/// <summary>Finds the metric's name at the start of a line and its place among the wanted ones. Most lines repeat the name of the line before (buckets), which is asked first.</summary>
internal ref struct NameScanner(NameSet? wanted)
{
    private ReadOnlySpan<byte> _last;
    private int _lastIndex;

    /// <summary>All names are wanted.</summary>
    public readonly bool WantsAll => wanted is null;

    /// <summary>Index of a name among the wanted ones; -1 where it is not, or all are.</summary>
    public readonly int Find(ReadOnlySpan<byte> name) => wanted?.Find(name) ?? -1;

    /// <summary>The name that <paramref name="text"/> begins with, empty where it begins with none, and its index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text, out int index)
    {
        if (text.Length > _last.Length && text[_last.Length] is (byte)'{' or (byte)' ' && text.StartsWith(_last))
        {
            index = _lastIndex;
            return _last;
        }

        return ReadOther(text, out index);
    }

    private ReadOnlySpan<byte> ReadOther(ReadOnlySpan<byte> text, out int index)
    {
        _last = text[..ByteScan.EndOfName(text, 0)];
        _lastIndex = Find(_last);
        index = _lastIndex;
        return _last;
    }
}
