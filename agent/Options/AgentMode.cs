namespace Wva.Agent.Options;

/// <summary>What a command line asks for.</summary>
internal enum AgentMode
{
    /// <summary>Read an engine and stream samples until told to stop.</summary>
    Run,

    /// <summary>Read one page, print it, leave.</summary>
    Once,

    /// <summary>Read one engine again and again, show it until told to stop.</summary>
    Watch,

    /// <summary>Print all options.</summary>
    Help,

    /// <summary>Print the version.</summary>
    Version,
}
