using System.Collections.Immutable;

namespace Wva.Telemetry.Sampling;

/// <summary>The names under which the engine has served its model since its start; on the page at hand and before.</summary>
internal sealed class ModelNames
{
    // A served model has one name, at times two. Beyond the bounds names are dropped: they travel on the wire.
    private const int MostNames = 16;
    private const int LongestBytes = 256;

    private readonly List<(byte[] Raw, string Text)> _names = [];
    private int _lastFound;
    private int _onPage;
    private int _accepted;

    /// <summary>All names, in the order in which they were first seen.</summary>
    public ImmutableArray<string> All => [.. _names.Select(static name => name.Text)];

    /// <summary>These are the names, and no others.</summary>
    public bool Are(ImmutableArray<string> names)
    {
        var same = names.Length == _names.Count;
        for (var i = 0; same && i < names.Length; i++)
        {
            same = string.Equals(names[i], _names[i].Text, StringComparison.Ordinal);
        }

        return same;
    }

    /// <summary>Begins a page, and forgets names that only a page has shown which was not accepted.</summary>
    public void Begin()
    {
        _onPage = 0;
        _names.RemoveRange(_accepted, _names.Count - _accepted);
    }

    /// <summary>The page at hand is one of the engine's: its names are remembered.</summary>
    public void Accept() => _accepted = _names.Count;

    /// <summary>Takes note of a name.</summary>
    public void Add(ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty || raw.Length > LongestBytes)
        {
            return;
        }

        if (_lastFound < _names.Count && raw.SequenceEqual(_names[_lastFound].Raw))
        {
            _onPage |= 1 << _lastFound;
            return;
        }

        for (_lastFound = 0; _lastFound < _names.Count; _lastFound++)
        {
            if (raw.SequenceEqual(_names[_lastFound].Raw))
            {
                _onPage |= 1 << _lastFound;
                return;
            }
        }

        if (_names.Count < MostNames)
        {
            _onPage |= 1 << _names.Count;
            _names.Add((raw.ToArray(), SeriesLabels.Text(raw)));
        }
    }

    /// <summary>The engine was restarted: only the names on the page at hand stay.</summary>
    public void ForgetOthers()
    {
        for (var i = _names.Count - 1; i >= 0; i--)
        {
            if ((_onPage & (1 << i)) == 0)
            {
                _names.RemoveAt(i);
            }
        }

        _accepted = _names.Count;
    }
}
