namespace Wva.Simulation.Engines;

/// <summary>A request that has had its whole answer. All times are seconds on the caller's clock.</summary>
/// <param name="Request">As it was offered.</param>
/// <param name="ArrivedAt">When it was offered.</param>
/// <param name="ScheduledAt">When the first iteration that it took part in began.</param>
/// <param name="FirstTokenAt">When the iteration ended that gave its first token.</param>
/// <param name="FinishedAt">When the iteration ended that gave its last.</param>
/// <param name="OutputTokens">Tokens it got: those of the request, or fewer where the model can hold no more.</param>
/// <param name="Preemptions">How often it lost its KV cache.</param>
/// <param name="Reason">Why it ended; never <see cref="FinishReason.Abort"/>.</param>
public readonly record struct FinishedRequest(
    EngineRequest Request,
    double ArrivedAt,
    double ScheduledAt,
    double FirstTokenAt,
    double FinishedAt,
    int OutputTokens,
    int Preemptions,
    FinishReason Reason)
{
    /// <summary>Time to first token, seconds.</summary>
    public double TtftSeconds => FirstTokenAt - ArrivedAt;

    /// <summary>Mean time between tokens, seconds; 0 where there was only one.</summary>
    public double MeanItlSeconds => OutputTokens > 1 ? (FinishedAt - FirstTokenAt) / (OutputTokens - 1) : 0;
}
