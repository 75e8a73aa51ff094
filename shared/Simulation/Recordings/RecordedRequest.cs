namespace Wva.Simulation.Recordings;

/// <summary>One request that the client of a recording sent, and what it saw; times are on the clock of the pages.</summary>
/// <param name="SentSeconds">When it was sent.</param>
/// <param name="PromptTokens">Tokens of its prompt, cached ones included.</param>
/// <param name="MaxTokens">Most tokens it asked for.</param>
/// <param name="OutputTokens">Tokens it got.</param>
/// <param name="FirstTokenSeconds">When the first came; null where none did.</param>
/// <param name="DoneSeconds">When it ended, well or badly; null where it did not.</param>
/// <param name="Status"><c>ok</c>, or the client's error.</param>
public sealed record RecordedRequest(
    double SentSeconds,
    int PromptTokens,
    int MaxTokens,
    int OutputTokens,
    double? FirstTokenSeconds,
    double? DoneSeconds,
    string Status)
{
    /// <summary>True where the client got its whole answer.</summary>
    public bool Succeeded => string.Equals(Status, "ok", StringComparison.Ordinal);
}
