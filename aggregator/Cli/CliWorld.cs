namespace Wva.Cli;

/// <summary>All that a command touches of the world, so that tests can bring their own.</summary>
internal sealed record CliWorld
{
    /// <summary>Standard output.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input.</summary>
    public required TextReader In { get; init; }

    /// <summary>Opens a file that is named on the command line.</summary>
    public required Func<string, TextReader> OpenFile { get; init; }

    /// <summary>Environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Whether standard output is a terminal that is looked at.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Makes what questions are sent by.</summary>
    public required Func<HttpClient> CreateHttp { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Whether output may be coloured: on a terminal, where nobody says no (https://no-color.org).</summary>
    public bool IsColoured => IsTerminal && string.IsNullOrEmpty(Environment.GetValueOrDefault("NO_COLOR"));
}
