using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A scenario's <c>models[].variants[].replicas[]</c>. Any number is read: what makes no sense is the core's to judge, as it judges an agent's.</summary>
internal static class ReplicaReader
{
    private const string FirstRank = "0";

    public static ReplicaSnapshot Read(JsonCursor replica, string defaultPod)
    {
        var stalled = replica.Member("stalled").AsFlag() ?? false;
        var read = new ReplicaSnapshot
        {
            Pod = replica.Member("pod").AsName() ?? defaultPod,
            Uid = replica.Member("uid").AsText(),
            Rank = ReadRank(replica.Member("rank")),
            State = replica.Member("state").AsOneOf(Words.States) ?? ReplicaState.Serving,
            Stale = ReadStale(replica.Member("stale"), stalled),
            Stalled = stalled,
            AgeSeconds = replica.Member("ageSeconds").AsNumber(),
            SilentSeconds = replica.Member("silentSeconds").AsNumber(),
            KvCacheUsage = replica.Member("kvCacheUsage").AsNumber(),
            Waiting = replica.Member("waiting").AsNumber(),
            Running = replica.Member("running").AsNumber(),
            KvCapacityTokens = replica.Member("kvCapacityTokens").AsNumber(),
            TokensInUse = replica.Member("tokensInUse").AsNumber(),
            AvgInputTokens = replica.Member("avgInputTokens").AsNumber(),
            AvgOutputTokens = replica.Member("avgOutputTokens").AsNumber(),
            PrefixHitRate = replica.Member("prefixHitRate").AsNumber(),
            ArrivalsPerSecond = replica.Member("arrivalsPerSecond").AsNumber(),
            PromptTokensPerSecond = replica.Member("promptTokensPerSecond").AsNumber(),
            GenerationTokensPerSecond = replica.Member("generationTokensPerSecond").AsNumber(),
            IterationSeconds = replica.Member("iterationSeconds").AsNumber(),
            PreemptionsPerSecond = replica.Member("preemptionsPerSecond").AsNumber(),
            TtftSeconds = replica.Member("ttftSeconds").AsNumber(),
            ItlSeconds = replica.Member("itlSeconds").AsNumber(),
            PeakKvCacheUsage = replica.Member("peakKvCacheUsage").AsNumber(),
            PeakWaiting = replica.Member("peakWaiting").AsNumber(),
        };
        replica.RefuseUnknown();
        return read;
    }

    /// <summary>A rank is a text on the wire; people write the number.</summary>
    private static string ReadRank(JsonCursor rank)
        => rank.Node?.GetValueKind() is System.Text.Json.JsonValueKind.Number
            ? rank.AsInteger(0)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? FirstRank
            : rank.AsText() ?? FirstRank;

    private static bool ReadStale(JsonCursor stale, bool stalled)
    {
        var flag = stale.AsFlag();
        if (stalled && flag is false)
        {
            stale.Refuse("contradicts 'stalled': a stalled replica is always stale", "true");
        }

        return flag ?? stalled;
    }
}
