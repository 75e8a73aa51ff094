namespace Wva.Agent.Tests.Fakes;

/// <summary>One thing that happens while a link writes.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Which">Which of several forms it takes.</param>
/// <param name="Milliseconds">How long it takes, or a period.</param>
internal sealed record WriterEvent(WriterEventKind Kind, int Which, int Milliseconds);
