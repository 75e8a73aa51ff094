namespace Wva.Agent.Watch;

/// <summary>How a line of the screen looks.</summary>
internal enum ScreenStyle
{
    /// <summary>As the terminal writes.</summary>
    Normal,

    /// <summary>Names of columns.</summary>
    Heading,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>To be looked at.</summary>
    Warning,

    /// <summary>Not well.</summary>
    Bad,
}
