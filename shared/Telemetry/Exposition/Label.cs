namespace Wva.Telemetry.Exposition;

/// <summary>One label of a sample that was read, in the page's own bytes.</summary>
public readonly ref struct Label
{
    internal Label(ReadOnlySpan<byte> name, ReadOnlySpan<byte> rawValue)
    {
        Name = name;
        RawValue = rawValue;
    }

    /// <summary>Its name, without the quotes that it may have; escapes in a quoted name stand.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Its value between the quotes, escapes as they stand.</summary>
    public ReadOnlySpan<byte> RawValue { get; }

    /// <summary>True where the unescaped value is <paramref name="expected"/>.</summary>
    public bool ValueIs(ReadOnlySpan<byte> expected)
    {
        if (!RawValue.Contains((byte)'\\'))
        {
            return RawValue.SequenceEqual(expected);
        }

        var at = 0;
        for (var i = 0; i < RawValue.Length; at++)
        {
            var b = Next(ref i);
            if (at >= expected.Length || expected[at] != b)
            {
                return false;
            }
        }

        return at == expected.Length;
    }

    /// <summary>Writes the value without its escapes; only <c>\\</c>, <c>\"</c> and <c>\n</c> are escapes, any other pair stays as it is.</summary>
    /// <param name="destination">At least as long as <see cref="RawValue"/>, which is always enough.</param>
    /// <returns>Bytes written.</returns>
    public int Unescape(Span<byte> destination)
    {
        var written = 0;
        for (var i = 0; i < RawValue.Length;)
        {
            destination[written++] = Next(ref i);
        }

        return written;
    }

    private byte Next(ref int at)
    {
        var b = RawValue[at++];
        if (b != '\\' || at == RawValue.Length)
        {
            return b;
        }

        switch (RawValue[at])
        {
            case (byte)'n':
                at++;
                return (byte)'\n';
            case (byte)'\\' or (byte)'"':
                return RawValue[at++];
            default:
                return b;
        }
    }
}
