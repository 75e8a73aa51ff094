namespace Wva.Cli.Commands;

/// <summary>What <c>wva decide</c> was asked.</summary>
/// <param name="Scenario">File of one scenario, or <c>-</c>; null where there is none.</param>
/// <param name="Batch">File of many, or <c>-</c>; null where there is none.</param>
/// <param name="Configs">Files with ConfigMaps to take a policy from.</param>
/// <param name="Published">The setting to decide in; null is what each scenario says.</param>
/// <param name="AsJson">Whether the answer is JSON.</param>
/// <param name="Explain">Whether the chain of reasons is shown.</param>
internal sealed record DecideOptions(string? Scenario, string? Batch, IReadOnlyList<string> Configs, bool? Published, bool AsJson, bool Explain);
