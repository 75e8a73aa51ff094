namespace Wva.Agent.Watch;

/// <summary>What happened between two good pages, of one rank or of all; null is unknown.</summary>
/// <param name="Finished">Requests finished a second.</param>
/// <param name="PromptTokens">Prompt tokens a second.</param>
/// <param name="GenerationTokens">Output tokens a second.</param>
/// <param name="Preemptions">Requests put back into the queue a second.</param>
/// <param name="Ttft">Time to first token.</param>
/// <param name="Itl">Inter-token latency.</param>
internal readonly record struct Change(double? Finished, double? PromptTokens, double? GenerationTokens, double? Preemptions, Latency Ttft, Latency Itl);
