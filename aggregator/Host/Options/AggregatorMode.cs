namespace Wva.Aggregator.Options;

/// <summary>What a command line asks for.</summary>
internal enum AggregatorMode
{
    /// <summary>Decide until told to stop.</summary>
    Run = 0,

    /// <summary>Print all options.</summary>
    Help = 1,

    /// <summary>Print the version.</summary>
    Version = 2,
}
