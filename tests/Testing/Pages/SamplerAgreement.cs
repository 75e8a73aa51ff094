using System.Text;
using System.Text.RegularExpressions;
using Wva.Contracts;
using Wva.Telemetry.Sampling;

namespace Wva.Testing.Pages;

/// <summary>
/// The product's sampler over the pages of one engine, as they came and in chunks, beside another one that gets each page's slow reading, written down plainly:
/// how a page says a thing must not change what is read of it, page after page.
/// </summary>
public sealed partial class SamplerAgreement
{
    private readonly Sample _sample = new();
    private readonly Sample _plainSample = new();
    private readonly PageSampler _sampler = new();
    private readonly PageSampler _plain = new();
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    /// <summary>The first difference in words; null where both say the same.</summary>
    /// <param name="expected">The page's slow reading.</param>
    /// <param name="page">The page.</param>
    /// <param name="nextChunk">Size of the next chunk.</param>
    public string? Difference(SlowPage expected, ReadOnlySpan<byte> page, Func<int> nextChunk)
    {
        _now += TimeSpan.FromSeconds(3);
        Feed(page, nextChunk);
        var result = _sampler.End(_sample, _now, TimeSpan.Zero, page.Length);
        if (result.Verdict != PageVerdict.Read)
        {
            if (Refusal.Contradiction(result.Verdict, expected, page) is { } contradiction)
            {
                return contradiction;
            }

            // What is no whole page of an engine is decided by its own bytes, which the plain form has lost. Nothing of such a page may stay known.
            // A page without an engine makes the next one be read by every map.
            if (result.Verdict == PageVerdict.NoEngineFamilies)
            {
                _plain.Read("# HELP\n"u8, _plainSample, _now, TimeSpan.Zero);
            }
            else
            {
                _plain.Fail(_plainSample, result.Problem!);
            }

            return SampleDifferences.First(_sample, _plainSample);
        }

        var plain = _plain.Read([.. CleanPage.Write(expected), .. Announcements(page)], _plainSample, _now, TimeSpan.Zero);
        return plain.Verdict != PageVerdict.Read ? $"the page was read, its plain form was not: {plain.Problem}"
            : result.BadLines > expected.BadLines ? $"{result.BadLines} bad lines where the whole page has {expected.BadLines}"
            : (result.Restarted, result.EngineChanged, result.DuplicateSeries) != (plain.Restarted, plain.EngineChanged, plain.DuplicateSeries)
                ? $"restarted {result.Restarted}, changed {result.EngineChanged}, {result.DuplicateSeries} twice; should be {plain.Restarted}, {plain.EngineChanged}, {plain.DuplicateSeries}"
            : SampleDifferences.First(_sample, _plainSample);
    }

    /// <summary>The first difference to the slow sampler of a page that stands for itself; null where both say the same, or the page is in names that no slow sampler knows: vLLM's own and SGLang's are known.</summary>
    public static string? DifferenceToSlow(SlowPage expected, ReadOnlySpan<byte> page)
    {
        var sample = new Sample();
        var sampler = new PageSampler();
        var isRead = sampler.Read(page, sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero).Verdict == PageVerdict.Read;
        var rows = !isRead ? null : sampler.Engine?.Kind switch
        {
            "vllm" when page.IndexOf("ray_vllm"u8) < 0 => new SlowSampler().Read(expected),
            "sglang" => SlowSglang.Read(expected),
            _ => null,
        };
        return rows is null ? null
            : rows.Count != sample.Rows.Count ? $"{sample.Rows.Count} rows, should be {rows.Count}"
            : rows.Zip(sample.Rows, (slow, row) => slow.DifferencesTo(row)).SelectMany(differences => differences).FirstOrDefault();
    }

    // A family that is announced shows an engine that has no series yet, and a slow reading has no comments.
    private static byte[] Announcements(ReadOnlySpan<byte> page) =>
        Encoding.Latin1.GetBytes(string.Concat(Announcement().Matches(Encoding.Latin1.GetString(page)).Select(match => match.Value + " x\n")));

    [GeneratedRegex("# TYPE [A-Za-z0-9_:]+", RegexOptions.CultureInvariant)]
    private static partial Regex Announcement();

    private void Feed(ReadOnlySpan<byte> page, Func<int> nextChunk)
    {
        _sampler.Begin();
        var (start, end) = (0, Math.Min(page.Length, nextChunk()));
        while (end < page.Length)
        {
            start += _sampler.Feed(page[start..end], isFinal: false);
            end = Math.Min(page.Length, end + nextChunk());
        }

        _sampler.Feed(page[start..], isFinal: true);
    }
}
