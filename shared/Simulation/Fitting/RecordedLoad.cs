using Wva.Simulation.Engines;
using Wva.Simulation.Recordings;

#pragma warning disable CA5394 // a seeded draw that has to come out the same again, no secret

namespace Wva.Simulation.Fitting;

/// <summary>Requests of a recording as requests to a simulated engine.</summary>
public static class RecordedLoad
{
    private const int BinTokens = 32;

    /// <summary>Makes them, in the order in which they were sent; the id is the index in that order.</summary>
    /// <param name="recorded">As recorded.</param>
    /// <param name="mix">Shared prefixes among them.</param>
    /// <param name="random">Draws who has which prefix.</param>
    /// <returns>When each was sent, and what it is.</returns>
    public static IReadOnlyList<(double AtSeconds, EngineRequest Request)> From(IEnumerable<RecordedRequest> recorded, PrefixMix mix, Random random)
    {
        var sent = Sent(recorded);
        var chances = PrefixChances(sent, mix);
        return [.. sent.Select((request, index) => (request.SentSeconds, ToRequest(request, index, mix, chances, random)))];
    }

    /// <summary>The requests that got an answer, in the order in which they were sent: how much the others would have got is not recorded.</summary>
    public static IReadOnlyList<RecordedRequest> Sent(IEnumerable<RecordedRequest> recorded) =>
        [.. recorded.Where(request => request.OutputTokens > 0).OrderBy(request => request.SentSeconds)];

    private static EngineRequest ToRequest(RecordedRequest request, int index, PrefixMix mix, double[] chances, Random random)
    {
        var isPrefixed = random.NextDouble() < chances[Bin(request)];
        return new EngineRequest(
            index,
            request.PromptTokens,
            request.OutputTokens,
            isPrefixed ? mix.Tokens : 0,
            isPrefixed ? 1 + random.Next(mix.Prefixes) : 0,
            request.MaxTokens);
    }

    // The chance that a prompt has a prefix, by its length. Prompts too short for one show how the rest is spread; a prefix moves the same spread to the right by its own length.
    private static double[] PrefixChances(IReadOnlyList<RecordedRequest> sent, PrefixMix mix)
    {
        var counts = new double[sent.Select(Bin).DefaultIfEmpty().Max() + 1];
        foreach (var request in sent)
        {
            counts[Bin(request)]++;
        }

        var (shift, plain, chances) = (mix.Tokens / BinTokens, new double[counts.Length], new double[counts.Length]);
        for (var bin = 0; bin < counts.Length; bin++)
        {
            var prefixed = bin < shift || mix.Share <= 0 ? 0 : Math.Min(counts[bin], mix.Share / (1 - mix.Share) * plain[bin - shift]);
            plain[bin] = counts[bin] - prefixed;
            chances[bin] = counts[bin] > 0 ? prefixed / counts[bin] : 0;
        }

        return chances;
    }

    private static int Bin(RecordedRequest request) => request.PromptTokens / BinTokens;
}
