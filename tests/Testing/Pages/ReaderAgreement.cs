using System.Text;
using Wva.Telemetry.Exposition;

namespace Wva.Testing.Pages;

/// <summary>The product's reader beside the slow one on the same page. The bytes it gets end where memory does, so that it cannot read on unseen.</summary>
public sealed class ReaderAgreement : IDisposable
{
    private const int LongestPage = 1 << 20;

    private readonly GuardedMemory _guard = new(LongestPage);
    private byte[] _unescaped = new byte[4096];

    /// <summary>The first difference in words; null where both say the same.</summary>
    /// <param name="expected">The slow reading.</param>
    /// <param name="page">The page.</param>
    /// <param name="nextChunk">Size of the next chunk; null for the page at once.</param>
    /// <param name="wanted">Names that the reader is to look for, as an agent's is; null for all.</param>
    public string? Difference(SlowPage expected, ReadOnlySpan<byte> page, Func<int>? nextChunk, WantedNames? wanted = null)
    {
        expected = wanted?.Of(expected) ?? expected;
        var state = default(ExpositionReaderState);
        var (start, read) = (0, 0);
        var end = nextChunk is null ? page.Length : Math.Min(page.Length, nextChunk());
        while (true)
        {
            var reader = new ExpositionReader(_guard.Hold(page[start..end]), end == page.Length, wanted?.Set, state);
            while (reader.Read())
            {
                if (read == expected.Series.Count || !IsSame(expected.Series[read], ref reader))
                {
                    return $"sample {read} is {Encoding.Latin1.GetString(reader.Name)}{{{Encoding.Latin1.GetString(reader.Labels.Raw)}}} {reader.Value:R}, should be {(read == expected.Series.Count ? "none" : Show(expected.Series[read]))}";
                }

                read++;
            }

            start += reader.BytesConsumed;
            state = reader.CurrentState;
            if (end == page.Length)
            {
                return start != page.Length ? $"{start} bytes of {page.Length} were read"
                    : read != expected.Series.Count ? $"{read} samples, should be {expected.Series.Count}; the next one is {Show(expected.Series[read])}"
                    : wanted is null && state.BadLines != expected.BadLines ? $"{state.BadLines} bad lines, should be {expected.BadLines}"
                    : state.BadLines > expected.BadLines ? $"{state.BadLines} bad lines of wanted names where all names have {expected.BadLines}"
                    : state.Truncated != expected.Truncated ? $"cut off is {state.Truncated}, should be {expected.Truncated}"
                    : null;
            }

            end = Math.Min(page.Length, end + nextChunk!());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _guard.Dispose();

    private static string Show(SlowSeries series) => $"{series.Identity()} {series.Value:R}";

    private static bool IsSame(string text, ReadOnlySpan<byte> bytes)
    {
        var same = text.Length == bytes.Length;
        for (var i = 0; same && i < bytes.Length; i++)
        {
            same = text[i] == bytes[i];
        }

        return same;
    }

    private bool IsSame(SlowSeries expected, scoped ref ExpositionReader reader)
    {
        var at = 0;
        var same = IsSame(expected.Name, reader.Name) && BitConverter.DoubleToInt64Bits(expected.Value) == BitConverter.DoubleToInt64Bits(reader.Value);
        foreach (var label in reader.Labels)
        {
            same = same && at < expected.Labels.Count && IsSame(expected.Labels[at].Key, label.Name) && IsSame(expected.Labels[at].Value, Unescaped(label));
            at++;
        }

        return same && at == expected.Labels.Count;
    }

    private ReadOnlySpan<byte> Unescaped(Label label)
    {
        if (_unescaped.Length < label.RawValue.Length)
        {
            _unescaped = new byte[label.RawValue.Length * 2];
        }

        var length = label.Unescape(_unescaped);
        var value = _unescaped.AsSpan(0, length);
        return label.ValueIs(value) ? value : throw new InvalidOperationException($"a label is not equal to its own value '{Encoding.Latin1.GetString(value)}'");
    }
}
