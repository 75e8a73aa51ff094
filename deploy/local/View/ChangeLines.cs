using Wva.Api;

namespace Wva.Local.View;

/// <summary>What differs between two reports, a line each. Numbers that move all the time are no change. Pure.</summary>
internal static class ChangeLines
{
    /// <summary>Finds it.</summary>
    /// <param name="before">The report before; null is none.</param>
    /// <param name="after">The report now.</param>
    public static IEnumerable<string> Between(StatusReport? before, StatusReport after)
    {
        if (before is not null && before.Leader != after.Leader)
        {
            yield return $"{ReportWords.Leader(after.Leader)} decides, no longer {ReportWords.Leader(before.Leader)}";
        }

        foreach (var problem in after.Problems.Except(before?.Problems ?? [], StringComparer.Ordinal))
        {
            yield return problem;
        }

        var old = before?.Variants.ToDictionary(variant => variant.Key, StringComparer.Ordinal) ?? [];
        foreach (var variant in after.Variants)
        {
            foreach (var line in old.TryGetValue(variant.Key, out var was) ? Between(was, variant) : [First(variant)])
            {
                yield return $"{variant.Key}  {line}";
            }
        }

        foreach (var gone in old.Keys.Except(after.Variants.Select(variant => variant.Key), StringComparer.Ordinal))
        {
            yield return $"{gone}  is gone";
        }
    }

    private static string First(VariantReport variant) =>
        $"{ReportWords.Count(variant.Desired)} published, {ReportWords.Count(variant.Current)} asked, {ReportWords.Replicas(variant.Replicas)}; Ready {variant.Ready?.Status ?? "unknown"}{(variant.Ready is { Status: not "True" } ready ? $": {ready.Reason}: {ready.Message}" : "")}";

    private static IEnumerable<string> Between(VariantReport was, VariantReport now)
    {
        if (now.LastDecision is { } decision && decision != was.LastDecision)
        {
            yield return $"{ReportWords.Change(decision)}: {decision.Message}";
        }

        if (States(now) != States(was))
        {
            yield return $"{ReportWords.Replicas(now.Replicas)} (before: {ReportWords.Replicas(was.Replicas)})";
        }

        if (now.Ready is { } ready && (ready.Status, ready.Reason) != (was.Ready?.Status, was.Ready?.Reason))
        {
            yield return $"Ready {ready.Status}: {ready.Reason}: {ready.Message}";
        }

        foreach (var quiet in now.Quiet.Where(quiet => !was.Quiet.Any(before => IsSame(before, quiet))))
        {
            yield return ReportWords.Quiet(quiet);
        }

        foreach (var quiet in was.Quiet.Where(quiet => now.Quiet.All(after => after.Pod != quiet.Pod)))
        {
            var lasted = quiet.ForSeconds ?? quiet.SilentSeconds ?? quiet.AgeSeconds;
            yield return $"{quiet.Pod} is no longer quiet{(lasted is null ? "" : $", after {ReportWords.Span(lasted)}")}";
        }
    }

    // Each cause is news once, its seconds are not. An older aggregator tells none: there it is stale, then silent, then stalled.
    private static bool IsSame(QuietReplica before, QuietReplica now) => before.Pod == now.Pod && before.Cause == now.Cause
        && (now.Cause is not null || (before.Stalled == now.Stalled && before.SilentSeconds.HasValue == now.SilentSeconds.HasValue));

    private static (int Starting, int Serving, int Asleep, int Draining, int Lost)? States(VariantReport variant) => variant.Replicas is { } counts
        ? (counts.Starting, counts.Serving, counts.Asleep, counts.Draining, counts.Lost)
        : null;
}
