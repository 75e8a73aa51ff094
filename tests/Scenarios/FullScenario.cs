namespace Wva.Scenarios.Tests;

/// <summary>A scenario that says everything that can be said, and nothing that is a default; the second variant is there for the figures of its role.</summary>
internal static class FullScenario
{
    public const string Text = """
        {
          "id": "all", "now": "2026-12-01T08:30:00Z", "cycleSeconds": 2,
          "policy": {
            "published": true, "analyzers": [{"name": "saturation", "enabled": false, "score": 2, "scaleUpThreshold": 0.9, "scaleDownBoundary": 0.5}],
            "kvCacheThreshold": 0.7, "queueLengthThreshold": 6, "kvSpareTrigger": 0.2, "queueSpareTrigger": 2, "scaleUpThreshold": 0.8, "scaleDownBoundary": 0.6,
            "scaleInStabilizationSeconds": 30, "enableLimiter": true, "enableRescale": true, "gpuInventory": {"A100": 8},
            "quotas": [{"name": "q", "quotas": {"A100": 4}, "namespaceQuotas": {"ns": {"A100": -1}}, "exclude": ["free"]}],
            "priority": {"ns/org/m": 5}, "scaleToZero": {"enabled": true, "retentionSeconds": 60},
            "schedules": [{"namespace": "ns", "variant": "v", "min": 2, "from": "22:00", "to": "06:30"}], "slo": {"ttftSeconds": 1.5, "itlMilliseconds": 80}, "costPerHourCap": {"ns": 100},
            "overrides": [{"namespace": "ns", "modelID": "org/m", "kvCacheThreshold": 0.75, "slo": {"ttftSeconds": 1}}]
          },
          "models": [{
            "namespace": "ns", "modelID": "org/m", "schedulerQueue": {"requests": 3, "bytes": 4000}, "requestsInRetention": 12,
            "variants": [{
              "name": "v", "cost": 5, "accelerator": "A100", "gpusPerReplica": 2, "role": "prefill", "current": 3, "pending": 1, "desired": 4, "min": 1, "max": 9,
              "engine": "sglang", "engineArgs": ["--tp=2"], "podTemplateHash": "h1", "rollout": true, "startupSeconds": 90, "stockOut": true, "scalerTolerance": 0.1,
              "hold": {"replicas": 4, "until": "2026-12-01T09:00:00Z", "by": "ann"},
              "replicas": [{
                "pod": "v-a", "uid": "u1", "rank": 1, "state": "draining", "stale": true, "stalled": true, "ageSeconds": 0.4, "silentSeconds": 7, "kvCacheUsage": 0.75,
                "waiting": 2, "running": 10, "kvCapacityTokens": 16000, "tokensInUse": 12000, "avgInputTokens": 100, "avgOutputTokens": 50, "prefixHitRate": 0.25,
                "arrivalsPerSecond": 1.5, "promptTokensPerSecond": 150, "generationTokensPerSecond": 75, "iterationSeconds": 0.02, "preemptionsPerSecond": 0.5,
                "ttftSeconds": 0.3, "itlSeconds": 0.03, "peakKvCacheUsage": 0.9, "peakWaiting": 4
              }]
            }, {"name": "w", "current": 0}],
            "analysis": [{"name": "throughput", "live": false, "requiredCapacity": 1, "spareCapacity": 2, "perReplicaCapacity": {"v": 3},
                          "roles": {"prefill": {"requiredCapacity": 4, "spareCapacity": 5}}}]
          }],
          "learned": {
            "at": "2026-12-01T08:29:59Z",
            "variants": [{"namespace": "ns", "name": "v", "published": 3, "publishedAt": "2026-12-01T08:00:00Z", "bounds": {"min": 1, "max": 9}, "grants": [{"at": "2026-12-01T08:20:00Z", "replicas": 3}],
                          "wanted": [{"at": "2026-12-01T08:21:00Z", "replicas": 2}], "absentSince": "2026-12-01T08:22:00Z", "unheldSince": "2026-12-01T08:23:00Z",
                          "unseenSince": "2026-12-01T08:24:00Z", "startingSince": "2026-12-01T08:25:00Z"}],
            "capacities": [{"namespace": "ns", "name": "v", "at": "2026-12-01T08:26:00Z", "podTemplateHash": "h1", "kvTokens": 16000, "ranks": 2,
                            "residents": [{"at": "2026-12-01T08:27:00Z", "requests": 40}]}],
            "publishedTokens": {
              "capacities": [{"namespace": "ns", "modelID": "org/m", "variant": "v", "live": true, "effectiveTokens": 12800, "kvTokens": 16000, "accelerator": "A100",
                              "gpusPerReplica": 2, "engine": "sglang", "engineArgs": ["--tp=2"]}],
              "histories": [{"modelID": "org/m", "accelerator": "A100", "gpusPerReplica": 2, "outputLength": "short", "tokens": [8000]}]
            }
          }
        }
        """;
}
