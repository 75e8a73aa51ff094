namespace Wva.Scaling.Analysis;

/// <summary>What a role group's samples are good for.</summary>
internal enum Signal
{
    /// <summary>None ever came.</summary>
    Missing = 0,

    /// <summary>Some came, none is fresh.</summary>
    Lost = 1,

    /// <summary>At least one is fresh.</summary>
    Fresh = 2,
}
