using System.Collections.Immutable;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Aggregator.Options;

/// <summary>Reads command line and environment through <see cref="OptionTable"/>; the command line wins. Every error is told at once.</summary>
internal sealed class CommandLine
{
    private const string Hint = "see wva-aggregator --help";

    private readonly AggregatorOptions _options = new();
    private readonly ImmutableArray<string>.Builder _errors = ImmutableArray.CreateBuilder<string>();
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private AggregatorMode _mode = AggregatorMode.Run;

    private CommandLine()
    {
    }

    /// <summary>Reads both.</summary>
    /// <param name="arguments">Arguments of the process.</param>
    /// <param name="environment">Its environment. Unknown WVA_AGGREGATOR_ variables are not looked at: Kubernetes sets such ones for a Service called wva-aggregator.</param>
    public static AggregatorCommand Read(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var line = new CommandLine();
        line.ReadArguments(arguments);
        line.ReadEnvironment(environment);
        if (line._mode != AggregatorMode.Run)
        {
            return new AggregatorCommand(line._mode, line._options, line._errors.ToImmutable());
        }

        foreach (var row in OptionTable.Rows.Where(row => row.Required && !line._given.Contains(row.Name)))
        {
            line._errors.Add($"{row.Name} (or {row.EnvironmentName}) is missing; give {row.Allowed}; {Hint}");
        }

        return new AggregatorCommand(line._mode, line._options, line._errors.ToImmutable());
    }

    private void ReadArguments(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            if (parts[0] is "--help" or "-h" or "--version")
            {
                _mode = parts[0] == "--version" && _mode != AggregatorMode.Help ? AggregatorMode.Version : AggregatorMode.Help;
            }
            else if (OptionTable.Rows.FirstOrDefault(row => row.Name == parts[0]) is not { } found)
            {
                _errors.Add($"{OneLine(parts[0])} is no option; {Hint}");
            }
            else if (!_given.Add(found.Name))
            {
                _errors.Add($"{found.Name} is given twice; give it once");
            }
            else if (parts.Length == 2 || i + 1 < arguments.Count)
            {
                Set(found, found.Name, parts.Length == 2 ? parts[1] : arguments[++i]);
            }
            else
            {
                _errors.Add($"{found.Name} has no value; {Hint}");
            }
        }
    }

    private void ReadEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        _options.PublishedEnvironment = PublishedEnvironment.Of(environment);
        foreach (var row in OptionTable.Rows)
        {
            // An empty variable is what a manifest's unset value becomes: it is no value.
            if (environment.TryGetValue(row.EnvironmentName, out var value) && value.Length > 0 && _given.Add(row.Name))
            {
                Set(row, row.EnvironmentName, value);
            }
        }
    }

    private void Set(OptionRow row, string name, string value)
    {
        if (!row.TrySet(_options, value))
        {
            _errors.Add($"{name}: '{OneLine(value)}' is not allowed; give {row.Allowed}");
        }
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
