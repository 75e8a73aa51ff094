namespace Wva.Agent.Tests.Fakes;

/// <summary>What happens while a link writes.</summary>
internal enum WriterEventKind
{
    /// <summary>Some pages are read, at a period that an aggregator has asked for.</summary>
    Pages,

    /// <summary>Time passes and nothing is read.</summary>
    Pause,

    /// <summary>The network takes nothing more.</summary>
    Hold,

    /// <summary>The network takes what it is given.</summary>
    Release,

    /// <summary>The stream breaks, and another one is opened after a time.</summary>
    Break,

    /// <summary>The engine restarts and counts from zero.</summary>
    Restart,

    /// <summary>Ranks and GPUs become others.</summary>
    Reshape,

    /// <summary>The engine does not answer.</summary>
    Fail,

    /// <summary>The aggregator says RESOURCE_EXHAUSTED.</summary>
    Complain,
}
