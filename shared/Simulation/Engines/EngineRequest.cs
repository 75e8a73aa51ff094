namespace Wva.Simulation.Engines;

/// <summary>A request to an engine.</summary>
/// <param name="Id">The caller's name for it; of the requests that are at one replica at a time, no two have the same.</param>
/// <param name="PromptTokens">Tokens of its prompt, cached ones included; 1 or more.</param>
/// <param name="OutputTokens">Tokens that the model will answer with; 1 or more.</param>
/// <param name="CachedTokens">Tokens at the prompt's beginning that are found in the prefix cache; whole blocks of them count, and the last token of the prompt never does.</param>
/// <param name="SharedPrefix">Above 0: requests of the same number begin with the same <paramref name="CachedTokens"/>. Then they hold those blocks together, and find them where one has been before and nothing
/// has taken them since. 0: the cached tokens are this request's own, and found.</param>
/// <param name="MaxTokens">Most tokens that the client asked for; an answer of as many ends by <see cref="FinishReason.Length"/>. Null: not said.</param>
public readonly record struct EngineRequest(long Id, int PromptTokens, int OutputTokens, int CachedTokens = 0, int SharedPrefix = 0, int? MaxTokens = null);
