namespace Wva.Cli.Text;

/// <summary>How a line looks on a terminal.</summary>
internal enum LineStyle
{
    /// <summary>As the terminal writes.</summary>
    Normal = 0,

    /// <summary>Names of columns.</summary>
    Heading = 1,

    /// <summary>To be looked at.</summary>
    Warning = 2,

    /// <summary>Not well.</summary>
    Bad = 3,
}
