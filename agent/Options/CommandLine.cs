namespace Wva.Agent.Options;

/// <summary>Reads command line and environment through <see cref="OptionTable"/>; the command line wins. Every error is told at once.</summary>
internal sealed class CommandLine
{
    private const string Hint = "see wva-agent --help";

    private readonly AgentOptions _options = new();
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private AgentMode _mode = AgentMode.Run;
    private Uri? _onceUrl;
    private bool _json;

    private CommandLine()
    {
    }

    /// <summary>Reads both.</summary>
    /// <param name="arguments">Arguments of the process.</param>
    /// <param name="environment">Its environment. Unknown WVA_AGENT_ variables are not looked at: Kubernetes sets such ones for a Service called wva-agent.</param>
    public static AgentCommand Read(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var line = new CommandLine();
        line.ReadArguments(arguments);
        line.ReadEnvironment(environment);
        if (line._mode == AgentMode.Run && line._options.Aggregators.Count == 0 && !line._given.Contains("--aggregator"))
        {
            var row = OptionTable.Rows.First(row => row.Name == "--aggregator");
            line._errors.Add($"--aggregator (or {row.EnvironmentName}) is missing; give {row.Allowed}; {Hint}");
        }

        return new AgentCommand(line._mode, line._options, line._onceUrl, line._json, [.. line._errors]);
    }

    private void ReadArguments(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            if (TryFlag(name, value))
            {
                continue;
            }

            if (!IsKnown(name))
            {
                _errors.Add($"{name} is no option; {Hint}");
                continue;
            }

            value ??= i + 1 < arguments.Count ? arguments[++i] : null;
            Take(name, value);
        }

        if (_given.Contains("-o") && _mode == AgentMode.Run)
        {
            _errors.Add($"-o goes with --once only; {Hint}");
        }
    }

    private void Take(string name, string? value)
    {
        if (!_given.Add(name))
        {
            _errors.Add($"{name} is given twice; give it once");
        }
        else if (value is null)
        {
            _errors.Add($"{name} has no value; {Hint}");
        }
        else if (name == "--once")
        {
            _mode = _mode == AgentMode.Run ? AgentMode.Once : _mode;
            Check(OptionValue.TryUrl(value, out _onceUrl), name, value, "an http:// or https:// URL");
        }
        else if (name == "-o")
        {
            _json = value == "json";
            Check(value is "json" or "table", name, value, "json or table");
        }
        else
        {
            var row = OptionTable.Rows.First(row => row.Name == name);
            Check(row.TrySet(_options, value), name, value, row.Allowed);
        }
    }

    private bool TryFlag(string name, string? value)
    {
        if (name is not ("--help" or "-h" or "--version"))
        {
            return false;
        }

        Check(value is null, name, value ?? "", "no value");
        _mode = name == "--version" && _mode != AgentMode.Help ? AgentMode.Version : AgentMode.Help;
        return true;
    }

    private void ReadEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var row in OptionTable.Rows)
        {
            // An empty variable is what a manifest's unset value becomes: it is no value.
            if (environment.TryGetValue(row.EnvironmentName, out var value) && value.Length > 0 && _given.Add(row.Name))
            {
                Check(row.TrySet(_options, value), row.EnvironmentName, value, row.Allowed);
            }
        }
    }

    private void Check(bool allowed, string name, string value, string what)
    {
        if (!allowed)
        {
            _errors.Add($"{name}: '{OneLine(value)}' is not allowed; give {what}");
        }
    }

    private static bool IsKnown(string name) =>
        name is "--once" or "-o" || OptionTable.Rows.Any(row => row.Name == name);

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (OneLine(argument), null) : (OneLine(argument[..equals]), argument[(equals + 1)..]);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
