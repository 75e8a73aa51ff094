using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>
/// How many requests a full rank holds. Learned only while an engine runs as many as it may, or holds more than was thought; a queue alone shows
/// neither (W7). In requests, so that other lengths of prompts and outputs do not make it jump (W19); forgotten after half an hour.
/// </summary>
internal static class ResidentHistory
{
    private const int Most = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Spacing = TimeSpan.FromMinutes(3);

    /// <summary>A lesson counts from then on: else a decision and the next one, on the same numbers, would differ.</summary>
    private static readonly TimeSpan Ripe = TimeSpan.FromSeconds(30);

    /// <summary>Mean of what was learned a while ago; 0 where nothing was.</summary>
    public static double Mean(ImmutableArray<LearnedResidents> history, DateTimeOffset now)
    {
        var (sum, count) = (0.0, 0);
        foreach (var entry in history.IsDefault ? [] : history)
        {
            var isRipe = now - entry.At >= Ripe;
            sum += isRipe ? Tokens.OrZero(entry.Requests) : 0;
            count += isRipe ? 1 : 0;
        }

        return count > 0 ? sum / count : 0;
    }

    /// <summary>What is not too old. A clock that was set back makes nothing younger than now.</summary>
    public static ImmutableArray<LearnedResidents> Aged(ImmutableArray<LearnedResidents> history, DateTimeOffset now)
        => history.IsDefaultOrEmpty ? [] : history.RemoveAll(e => (now - e.At).Duration() > Limit);

    /// <summary>With what was seen now, unless the last entry is recent; 0 is nothing seen.</summary>
    public static ImmutableArray<LearnedResidents> With(ImmutableArray<LearnedResidents> history, DateTimeOffset now, double requests)
    {
        if (!(requests > 0) || (!history.IsEmpty && (now - history[^1].At).Duration() < Spacing))
        {
            return history;
        }

        var kept = history.Length < Most ? history : history.RemoveRange(0, history.Length - Most + 1);
        return kept.Add(new LearnedResidents(now, Math.Min(requests, Tokens.Most)));
    }
}
