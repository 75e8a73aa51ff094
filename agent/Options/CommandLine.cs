namespace Wva.Agent.Options;

/// <summary>Reads command line and environment through <see cref="OptionTable"/>; the command line wins. Every error is told at once.</summary>
internal sealed class CommandLine
{
    private const string Hint = "see wva-agent --help";

    private readonly AgentOptions _options = new();
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private AgentMode _mode = AgentMode.Run;
    private Uri? _pageUrl;
    private (string Name, string Text) _page;
    private (string Name, string Text) _engine;
    private (string Name, string Text) _dcgm;
    private bool _json;
    private bool _plain;

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
        line.CheckProofs();
        if (line._mode == AgentMode.Run && line._options.Aggregators.Count == 0 && !line._given.Contains("--aggregator"))
        {
            var row = OptionTable.Rows.First(row => row.Name == "--aggregator");
            line._errors.Add($"--aggregator (or {row.EnvironmentName}) is missing; give {row.Allowed}; {Hint}");
        }

        return new AgentCommand(line._mode, line._options, line._pageUrl, line._json, line._plain, [.. line._errors]);
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

        CheckTogether();
    }

    private void CheckTogether()
    {
        if (_given.Contains("-o") && _mode == AgentMode.Run)
        {
            _errors.Add($"-o goes with --once and --watch only; {Hint}");
        }

        if (_plain && _mode is AgentMode.Run or AgentMode.Once)
        {
            _errors.Add($"--plain goes with --watch only; {Hint}");
        }

        if (_plain && _json)
        {
            _errors.Add("--plain and -o json exclude each other; give one of them");
        }

        if (_given.Contains("--once") && _given.Contains("--watch"))
        {
            _errors.Add("--once and --watch exclude each other; give one of them");
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
        else if (name is "--once" or "--watch")
        {
            _mode = _mode != AgentMode.Run ? _mode : name == "--once" ? AgentMode.Once : AgentMode.Watch;
            _page = (name, value);
            Check(OptionValue.TryUrl(value, out _pageUrl), name, value, OptionTable.UrlAllowed);
        }
        else if (name == "-o")
        {
            _json = value == "json";
            Check(value is "json" or "table", name, value, "json or table");
        }
        else
        {
            var row = OptionTable.Rows.First(row => row.Name == name);
            Set(row, name, value);
        }
    }

    private bool TryFlag(string name, string? value)
    {
        if (name is not ("--help" or "-h" or "--version" or "--plain"))
        {
            return false;
        }

        Check(value is null, name, value ?? "", "no value");
        if (name == "--plain")
        {
            _plain = true;
            return true;
        }

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
                Set(row, row.EnvironmentName, value);
            }
        }

        // The container runtime's variable is nobody's word to the agent: what it does not say there is no error.
        if (!_given.Contains("--gpu-uuids") && environment.TryGetValue(GpuUuids.RuntimeVariable, out var devices))
        {
            _options.GpuUuids = GpuUuids.Among(devices);
        }
    }

    private void Set(OptionRow row, string name, string value)
    {
        var allowed = row.TrySet(_options, value);
        Check(allowed, name, value, row.Allowed);
        if (allowed && row.Name == "--engine")
        {
            _engine = (name, value);
        }
        else if (allowed && row.Name == "--dcgm")
        {
            _dcgm = (name, value);
        }
    }

    // Once it is said whom to trust, nothing is read from a server that proves nothing. Options come in any order: looked at when all are there.
    private void CheckProofs()
    {
        if (_options.EngineMustProve)
        {
            var proof = _options.EngineCaFile is null ? "--engine-pin" : "--engine-ca";
            _options.EngineUrls = Secure(_engine, proof) ?? _options.EngineUrls;
            _pageUrl = Secure(_page, proof)?[0] ?? _pageUrl;
        }

        if (_options.DcgmCaFile is not null)
        {
            _options.DcgmUrl = Secure(_dcgm, "--dcgm-ca")?[0] ?? _options.DcgmUrl;
        }
    }

    private IReadOnlyList<Uri>? Secure((string Name, string Text) given, string proof)
    {
        if (given.Text is null || !OptionValue.TryUrls(given.Text, out var urls, Uri.UriSchemeHttps))
        {
            return null;
        }

        foreach (var url in urls)
        {
            if (url.Scheme != Uri.UriSchemeHttps)
            {
                _errors.Add($"{given.Name}: '{OneLine(given.Text)}' is not allowed beside {proof}: plain HTTP proves nothing; give https:// URLs, or leave {proof} out");
                return null;
            }
        }

        return urls;
    }

    private void Check(bool allowed, string name, string value, string what)
    {
        if (!allowed)
        {
            _errors.Add($"{name}: '{OneLine(OptionValue.WithoutPassword(value))}' is not allowed; give {what}");
        }
    }

    private static bool IsKnown(string name) =>
        name is "--once" or "--watch" or "-o" || OptionTable.Rows.Any(row => row.Name == name);

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (OneLine(argument), null) : (OneLine(argument[..equals]), argument[(equals + 1)..]);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
