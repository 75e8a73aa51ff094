using System.Globalization;

namespace Wva.Api;

/// <summary>How the numbers of a report stand before people; unknown is a dash, never 0.</summary>
public static class ReportWords
{
    /// <summary>What stands for an unknown number.</summary>
    public const string Unknown = "-";

    private const string HoldsStage = "holds";

    /// <summary>An aggregator whose last cycle is older than this does not keep up, seconds.</summary>
    public const double LateAfterSeconds = 5;

    /// <summary>Signals older than this are marked, seconds: a stream is fresh for 12 s.</summary>
    public const double OldAfterSeconds = 12;

    /// <summary>A whole number.</summary>
    public static string Count(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>A number: thousands apart, a decimal below 10.</summary>
    public static string Number(double? value) =>
        value is { } number ? number.ToString(Math.Abs(number) < 10 && number != Math.Round(number) ? "0.0" : "#,0", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>Money: two decimals.</summary>
    public static string Cost(double? value) => value?.ToString("#,0.00", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>Cost an hour of the whole fleet; what is known of it where a part is unknown.</summary>
    public static string TotalCost(StatusReport report) => report.CostPerHour is { } known
        ? $"{Cost(known)} an hour"
        : $"{Cost(report.Variants.Sum(variant => variant.CostPerHour ?? 0))} + unknown an hour";

    /// <summary>A share as whole per cent.</summary>
    public static string Percent(double? share) => share is { } known ? (known * 100).ToString("0", CultureInfo.InvariantCulture) + "%" : Unknown;

    /// <summary>A latency: milliseconds below a second.</summary>
    public static string Latency(double? seconds) => seconds switch
    {
        null => Unknown,
        < 1 => (seconds.Value * 1000).ToString("0", CultureInfo.InvariantCulture) + " ms",
        _ => seconds.Value.ToString(seconds < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " s",
    };

    /// <summary>That a variant is held, where a reason says by what; nothing where the hold changes nothing.</summary>
    /// <param name="held">Whether nothing may be scaled in.</param>
    /// <param name="stages">Of the decision's reasons.</param>
    public static string Held(bool held, IEnumerable<string> stages) => held && stages.Contains(HoldsStage, StringComparer.Ordinal) ? ", held: nothing is scaled in" : "";

    /// <summary>An age or a span: <c>0.3 s</c>, <c>14 s</c>, <c>2 min 5 s</c>, <c>3 h 12 min</c>, <c>4 d 2 h</c>.</summary>
    public static string Span(double? seconds)
    {
        if (seconds is not { } known)
        {
            return Unknown;
        }

        var whole = (long)Math.Min(Math.Max(known, 0), TimeSpan.MaxValue.TotalSeconds);
        return whole switch
        {
            < 10 => Math.Max(known, 0).ToString("0.0", CultureInfo.InvariantCulture) + " s",
            < 60 => Invariant($"{whole} s"),
            < 3600 => Invariant($"{whole / 60} min {whole % 60} s"),
            < 86_400 => Invariant($"{whole / 3600} h {whole % 3600 / 60} min"),
            _ => Invariant($"{whole / 86_400} d {whole % 86_400 / 3600} h"),
        };
    }

    /// <summary>A time of day, UTC.</summary>
    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Pods by state: <c>2 serving, 1 starting</c>; states without a pod are left out.</summary>
    public static string Replicas(ReplicaCounts? counts)
    {
        if (counts is null)
        {
            return Unknown;
        }

        (int Count, string Name)[] states =
        [
            (counts.Serving, "serving"), (counts.Starting, "starting"), (counts.Asleep, "asleep"), (counts.Draining, "draining"), (counts.Lost, "lost"),
        ];
        var there = states.Where(state => state.Count > 0).Select(state => Invariant($"{state.Count} {state.Name}")).ToArray();
        return there.Length == 0 ? "none" : string.Join(", ", there);
    }

    /// <summary>A pod whose numbers are not of now, why, and for how long: <c>v-1 has no stream for 3.0 s, last read 3.4 s ago</c>.</summary>
    public static string Quiet(QuietReplica replica) => replica switch
    {
        { Cause: QuietCauses.NoStream } => $"{replica.Pod} has no stream for {Span(replica.ForSeconds)}, {LastRead(replica)}",
        { Cause: QuietCauses.NoWord } => $"{replica.Pod} has said nothing for {Span(replica.ForSeconds)}, {LastRead(replica)}",
        { Cause: QuietCauses.ScrapeFailed } => $"{replica.Pod} cannot be read for {Span(replica.ForSeconds)}, {LastRead(replica)}: {replica.Error}",
        { Cause: QuietCauses.MissingFields } => $"{replica.Pod} does not say what a decision needs for {Span(replica.ForSeconds)}, {LastRead(replica)}",
        { Stalled: true } => $"{replica.Pod} stalled for {Span(replica.ForSeconds ?? replica.SilentSeconds)}: its engine has work and does not move",
        { SilentSeconds: not null } => $"{replica.Pod} silent for {Span(replica.SilentSeconds)}, {LastRead(replica)}",
        _ => $"{replica.Pod} stale, {LastRead(replica)}",
    };

    /// <summary>A change of the published value: <c>2 -> 3 ScaleOut</c>.</summary>
    public static string Change(LastDecisionReport? decision) =>
        decision is null ? Unknown : $"{(decision.From is { } from ? Count(from) : "none")} -> {Count(decision.To)} {decision.Reason}";

    /// <summary>The first line of a status: how many, what they cost, who decides, as of when, and whether that is too long ago.</summary>
    public static string Head(StatusReport report)
    {
        var count = report.Variants.Length == 1 ? "1 variant" : Invariant($"{report.Variants.Length} variants");
        var who = report.Decides ? $"{report.AnsweredBy} decides" : $"{report.AnsweredBy} follows, {Leader(report.Leader)} decides";
        return $"{count}, {TotalCost(report)}; {who}; as of {Clock(report.Time)}, {Span(report.AgeSeconds)} ago{(IsLate(report) ? ": IT DOES NOT KEEP UP" : "")}";
    }

    /// <summary>Whether its aggregator does not keep up.</summary>
    public static bool IsLate(StatusReport report) => report.AgeSeconds > LateAfterSeconds;

    /// <summary>A name that takes so many columns at most: its end tells names apart more often than its beginning.</summary>
    public static string Cut(string name, int width) => name.Length <= width ? name : string.Concat("…", name.AsSpan(name.Length - width + 1));

    /// <summary>Who decides.</summary>
    public static string Leader(string? leader) => leader ?? "unknown";

    private static string LastRead(QuietReplica replica) => replica.AgeSeconds is { } age ? $"last read {Span(age)} ago" : "never read";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
