namespace Wva.Cli;

/// <summary>Exit codes of every command.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Wrong usage: an option, an argument, a variant that is not there, a scenario that is refused.</summary>
    public const int WrongUsage = 2;

    /// <summary>No aggregator answered.</summary>
    public const int NoAnswer = 3;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
