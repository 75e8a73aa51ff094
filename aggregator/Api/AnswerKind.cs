namespace Wva.Api;

/// <summary>How asking went.</summary>
public enum AnswerKind
{
    /// <summary>There is an answer.</summary>
    Answered = 0,

    /// <summary>An aggregator answered that there is no such thing.</summary>
    Refused = 1,

    /// <summary>No aggregator answered.</summary>
    NoAnswer = 2,
}
