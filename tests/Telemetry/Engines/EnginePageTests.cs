using System.Text;
using System.Text.Json;
using Wva.Contracts;
using Wva.Telemetry.Sampling;
using Wva.Testing.Pages;

namespace Wva.Telemetry.Tests.Engines;

/// <summary>A whole page of every generation and kind of engine gives the sample that was worked out by hand.</summary>
public sealed class EnginePageTests
{
    private readonly PageSampler _sampler = new();
    private readonly Sample _sample = new();

    public static TheoryData<string> Pages => [.. EnginePages.Names(".prom")];

    public static TheoryData<string> VllmPages => [.. EnginePages.Names(".prom").Where(name => EnginePages.Page(name).AsSpan().IndexOf("\nvllm:"u8) >= 0)];

    public static TheoryData<string> SglangPages => [.. EnginePages.Names(".prom").Where(name => name.StartsWith("sglang-", StringComparison.Ordinal))];

    [Fact]
    public void Every_page_has_its_expectation_and_every_expectation_its_page()
    {
        Assert.Equal(EnginePages.Names(".prom"), EnginePages.Names(".json"), StringComparer.Ordinal);
        Assert.True(EnginePages.Names(".prom").Count >= 40);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_page_gives_the_sample_beside_it_whole_or_cut(string name)
    {
        using var expected = JsonDocument.Parse(EnginePages.Expectation(name));
        var result = _sampler.Read(EnginePages.Page(name), _sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        AssertExpected(expected.RootElement, result);

        // Again, now by the one map of its engine, and in chunks of an odd size.
        AssertExpected(expected.RootElement, ReadInChunks(EnginePages.Page(name), 1013));
    }

    [Theory]
    [MemberData(nameof(VllmPages))]
    public void Each_vLLM_page_is_sampled_like_the_slow_reading(string name)
    {
        var page = EnginePages.Page(name);
        Assert.Equal(PageVerdict.Read, _sampler.Read(page, _sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero).Verdict);
        var slow = new SlowSampler().Read(SlowReader.Read(page));
        Assert.Equal(slow.Select(row => row.Rank), _sample.Rows.Select(row => row.Rank), StringComparer.Ordinal);
        Assert.Empty(slow.Zip(_sample.Rows, (expected, row) => expected.DifferencesTo(row)).SelectMany(list => list));
    }

    [Theory]
    [MemberData(nameof(SglangPages))]
    public void Each_SGLang_page_and_what_chance_makes_of_it_is_sampled_like_the_slow_reading(string name)
    {
        var lines = Encoding.UTF8.GetString(EnginePages.Page(name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var index = 0; index < 100; index++)
        {
            var chance = new FuzzChance(1, index);
            var page = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => Changed(line, chance, index == 0 ? 0 : 20))));
            var sampler = new PageSampler();
            Assert.Equal(PageVerdict.Read, sampler.Read(page, _sample, DateTimeOffset.UnixEpoch, TimeSpan.Zero).Verdict);
            var slow = SlowSglang.Read(SlowReader.Read(page));
            Assert.Equal(slow.Select(row => row.Rank), _sample.Rows.Select(row => row.Rank), StringComparer.Ordinal);
            var differences = slow.Zip(_sample.Rows, (expected, row) => expected.DifferencesTo(row)).SelectMany(list => list).ToList();
            Assert.True(differences.Count == 0, $"case {index}: {string.Join("; ", differences)}");
        }
    }

    // Of a hundred lines so many are left out, told twice or given another number.
    private static string Changed(string line, FuzzChance chance, int percent) => line[0] == '#' || chance.Below(100) >= percent ? line + "\n" : chance.Below(5) switch
    {
        0 => string.Empty,
        1 => $"{line}\n{line}\n",
        2 => $"{line[..line.LastIndexOf(' ')]} NaN\n",
        _ => $"{line[..line.LastIndexOf(' ')]} {chance.Below(100_000)}\n",
    };

    private void AssertExpected(JsonElement expected, PageResult result)
    {
        if (expected.TryGetProperty("problem", out var problem))
        {
            Assert.Equal((PageVerdict.NoEngineFamilies, problem.GetString()), (result.Verdict, result.Problem));
            return;
        }

        Assert.Equal((PageVerdict.Read, 0, 0), (result.Verdict, result.BadLines, result.DuplicateSeries));
        var (wanted, found) = (SampleText.Of(expected), SampleText.Of(_sampler.Engine!, _sample));
        Assert.True(wanted.SequenceEqual(found, StringComparer.Ordinal), $"missing: {string.Join("; ", wanted.Except(found, StringComparer.Ordinal))}\nfound: {string.Join("; ", found.Except(wanted, StringComparer.Ordinal))}");
    }

    private PageResult ReadInChunks(byte[] page, int size)
    {
        _sampler.Begin();
        var (start, end) = (0, 0);
        while (end < page.Length)
        {
            end = Math.Min(end + size, page.Length);
            start += _sampler.Feed(page.AsSpan(start..end), end == page.Length);
        }

        return _sampler.End(_sample, DateTimeOffset.UnixEpoch.AddSeconds(1), TimeSpan.Zero, page.Length);
    }
}
