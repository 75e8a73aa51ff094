namespace Wva.Replay.Scalers;

/// <summary>Which of several policies counts.</summary>
public enum HpaSelect
{
    /// <summary>The one that allows the most.</summary>
    Max = 0,

    /// <summary>The one that allows the least.</summary>
    Min = 1,

    /// <summary>None: there is no scaling in this direction.</summary>
    Disabled = 2,
}
