namespace Wva.Testing.Pages;

/// <summary>Changes a page in ways that chance decides. Reused from page to page; not thread-safe.</summary>
public sealed class PageMutator
{
    private const int Slack = 8 * 1024;

    private byte[] _page = [];
    private int _length;

    /// <summary>A changed copy: bytes, lines, tokens, or its end.</summary>
    /// <param name="source">The page.</param>
    /// <param name="chance">Decides.</param>
    /// <param name="changes">How many changes.</param>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Change(ReadOnlySpan<byte> source, FuzzChance chance, int changes)
    {
        Take(source);
        for (var i = 0; i < changes; i++)
        {
            ChangeOnce(chance);
        }

        return _page.AsSpan(0, _length);
    }

    /// <summary>A copy in which lines were lost, doubled and moved, and values replaced: every line is still one.</summary>
    /// <inheritdoc cref="Change"/>
    public ReadOnlySpan<byte> ChangeLines(ReadOnlySpan<byte> source, FuzzChance chance, int changes)
    {
        Take(source);
        for (var i = 0; i < changes; i++)
        {
            switch (chance.Below(4))
            {
                case 0:
                    DoubleLine(chance);
                    break;
                case 1:
                    LoseLine(chance);
                    break;
                default:
                    ReplaceValue(chance);
                    break;
            }
        }

        return _page.AsSpan(0, _length);
    }

    private void Take(ReadOnlySpan<byte> source)
    {
        if (_page.Length < source.Length + Slack)
        {
            _page = new byte[(source.Length + Slack) * 2];
        }

        source.CopyTo(_page);
        _length = source.Length;
    }

    private void ChangeOnce(FuzzChance chance)
    {
        switch (chance.Below(12))
        {
            case 0 when _length > 0:
                _page[chance.Below(_length)] ^= (byte)(1 << chance.Below(8));
                break;
            case 1 when _length > 0:
                _page[chance.Below(_length)] = (byte)chance.Below(256);
                break;
            case 2:
                Delete(chance.Below(_length + 1), chance.UpTo(64));
                break;
            case 3:
                Insert(chance.Below(_length + 1), [(byte)chance.Below(256)]);
                break;
            case 4:
                DoubleLine(chance);
                break;
            case 5:
                LoseLine(chance);
                break;
            case 6:
                ReplaceValue(chance);
                break;
            case 7 when chance.Below(4) == 0:
                _length = chance.Below(_length + 1);
                break;
            case 8 when chance.Below(4) == 0:
                Insert(chance.Below(_length + 1), chance.OneOf(NastyPieces.Bulky));
                break;
            case 9:
                Insert(LineStart(chance.Below(_length + 1)), chance.OneOf(NastyPieces.Syntax));
                break;
            default:
                Insert(chance.Below(_length + 1), chance.OneOf(NastyPieces.Syntax));
                break;
        }
    }

    private void DoubleLine(FuzzChance chance)
    {
        var line = Line(chance.Below(_length + 1));
        Insert(LineStart(chance.Below(_length + 1)), _page.AsSpan(line).ToArray());
    }

    private void LoseLine(FuzzChance chance)
    {
        var (start, length) = Line(chance.Below(_length + 1)).GetOffsetAndLength(_page.Length);
        Delete(start, length);
    }

    private void ReplaceValue(FuzzChance chance)
    {
        var (start, length) = Line(chance.Below(_length + 1)).GetOffsetAndLength(_page.Length);
        var line = _page.AsSpan(start, length).TrimEnd((byte)'\n');
        var blank = line.LastIndexOf((byte)' ');
        if (blank >= 0 && line[0] != '#')
        {
            Delete(start + blank + 1, line.Length - blank - 1);
            Insert(start + blank + 1, chance.OneOf(NastyPieces.Numbers));
        }
    }

    private Range Line(int at)
    {
        var start = LineStart(at);
        var lineFeed = _page.AsSpan(start, _length - start).IndexOf((byte)'\n');
        return start..(lineFeed < 0 ? _length : start + lineFeed + 1);
    }

    private int LineStart(int at) => _page.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;

    private void Insert(int at, ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length > _page.Length)
        {
            return;
        }

        _page.AsSpan(at, _length - at).CopyTo(_page.AsSpan(at + piece.Length));
        piece.CopyTo(_page.AsSpan(at));
        _length += piece.Length;
    }

    private void Delete(int at, int count)
    {
        count = Math.Min(count, _length - at);
        _page.AsSpan(at + count, _length - at - count).CopyTo(_page.AsSpan(at));
        _length -= count;
    }
}
