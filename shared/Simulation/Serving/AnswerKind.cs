namespace Wva.Simulation.Serving;

/// <summary>How a request at a simulated engine ended.</summary>
public enum AnswerKind
{
    /// <summary>It has had all its tokens.</summary>
    Ok = 0,

    /// <summary>The model cannot hold it: HTTP 400.</summary>
    TooLong = 1,

    /// <summary>The engine cannot take it.</summary>
    Refused = 2,
}
