using System.Collections.Frozen;

namespace Wva.Simulation.Engines;

/// <summary>
/// Engines by name, <c>MODEL-GPU-tpN</c>. Speeds of the 70B and 32B models are fits to published measurements of vLLM (mean error 1 to 4 %); those of the 8B model are measured for H100, partly
/// measured for H200, A100 and L40S, and scaled by bandwidth and FLOPS for the others. Capacities follow from memory, weights and bytes a token.
/// </summary>
public static class EngineProfiles
{
    private static readonly FrozenDictionary<string, EngineParameters> All = new Dictionary<string, EngineParameters>(StringComparer.Ordinal)
    {
        ["llama-70b-fp8-h100-tp2"] = Of(231_000, new(16.55, 0.041, 0.0687, 0.0581)),
        ["llama-70b-fp8-h100-tp4"] = Of(705_000, new(11.02, 0.055, 0.0446, 0.0279)),
        ["llama-70b-fp8-h200-tp1"] = Of(182_000, new(19.40, 0.176, 0.1171, 0.0712)),
        ["llama-70b-fp8-h200-tp2"] = Of(586_000, new(13.14, 0.037, 0.0716, 0.0379)),
        ["qwen3-32b-h100-tp2"] = Of(317_000, new(13.91, 0.060, 0.0486, 0.0549)),
        ["llama-8b-h100-tp1"] = Of(444_000, new(7.0, 0.020, 0.020, 0.045)),
        ["llama-8b-h200-tp1"] = Of(887_000, new(6.0, 0.020, 0.020, 0.032)),
        ["llama-8b-a100-tp1"] = Of(444_000, new(11.5, 0.030, 0.070, 0.080)),
        ["llama-8b-l40s-tp1"] = Of(212_000, new(22.6, 0.05, 0.085, 0.19)),
        ["llama-8b-a10g-tp1"] = Of(38_000, new(33, 0.08, 0.26, 0.27)),
        ["llama-8b-l4-tp1"] = Of(38_000, new(67, 0.10, 0.27, 0.55)),
        ["llama-8b-mi300x-tp1"] = Of(1_260_000, new(5.5, 0.03, 0.030, 0.032)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The engine of a name; null where there is none.</summary>
    public static EngineParameters? Find(string name) => All.GetValueOrDefault(name);

    private static EngineParameters Of(int kvTokens, EngineSpeed speed) => new(speed, new EngineLimits(kvTokens));
}
