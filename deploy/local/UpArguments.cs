using System.Globalization;

namespace Wva.Local;

/// <summary>Reads the command line of <c>up</c>; every error at once.</summary>
internal static class UpArguments
{
    /// <summary>Printed by <c>--help</c>.</summary>
    public const string Help = """
        up --recording FILE.pages.br [--from SECONDS] [--minutes N] [--plain] [--keep DIR]

        The whole system on this machine, without Kubernetes: plays a recorded engine over HTTP, starts the
        published agent beside it and the aggregator, both on real sockets with TLS, and prints each decision
        as it is published. Ends with one line 'summary: {JSON}'. Nothing runs on after it.

          --recording FILE   the recorded engine to play, FILE.pages.br
          --from SECONDS     moment of the recording to begin at; 0 up to its end, default 0
          --minutes N        how long to run at most; over 0 up to 1440, default to the end of the recording
          --plain            no live status line, also on a terminal
          --keep DIR         put manifest, status and logs in DIR and leave them there; default a temporary folder, removed at the end
          --help             this text

        Exit codes: 0 ran to the end; 1 something broke, one line says what; 2 wrong usage; 130, 143 ended by Ctrl-C or SIGTERM.
        """;

    /// <summary>Said where there is nothing to play.</summary>
    public const string NothingToPlay =
        "up: plays a recorded engine so far: up --recording FILE.pages.br [--from SECONDS] [--minutes N] [--plain]; simulated engines and traces come later (--help shows all)";

    /// <summary>Reads the options.</summary>
    /// <returns>The options, or what is wrong with the arguments, a line each.</returns>
    public static (UpOptions? Options, IReadOnlyList<string> Errors) Read(IReadOnlyList<string> arguments)
    {
        var errors = new List<string>();
        var values = Split(arguments, errors);
        var recording = values.GetValueOrDefault("--recording");
        if (recording is null && errors.Count == 0)
        {
            return (null, [NothingToPlay]);
        }

        if (recording is not null && !File.Exists(recording))
        {
            errors.Add($"--recording: '{recording}' does not exist; allowed: a file NAME.pages.br");
        }

        var options = new UpOptions
        {
            Recording = recording ?? string.Empty,
            From = TimeSpan.FromSeconds(Number(values, "--from", 0, TimeSpan.FromDays(1).TotalSeconds, "seconds", errors) ?? 0),
            Length = Number(values, "--minutes", 0.01, UpOptions.MaxMinutes, "minutes", errors) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            Plain = values.ContainsKey("--plain"),
            Keep = values.GetValueOrDefault("--keep"),
            Agent = Program(values, "--agent", errors),
            Aggregator = Program(values, "--aggregator", errors),
        };
        return errors.Count == 0 ? (options, []) : (null, errors);
    }

    private static Dictionary<string, string> Split(IReadOnlyList<string> arguments, List<string> errors)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            switch (name)
            {
                case "--plain":
                    values[name] = string.Empty;
                    break;
                case "--recording" or "--from" or "--minutes" or "--keep" or "--agent" or "--aggregator" when i + 1 < arguments.Count:
                    values[name] = arguments[++i];
                    break;
                case "--recording" or "--from" or "--minutes" or "--keep" or "--agent" or "--aggregator":
                    errors.Add($"{name}: its value is missing");
                    break;
                default:
                    errors.Add($"'{name}' is no option; allowed: --recording, --from, --minutes, --plain, --keep, --help");
                    break;
            }
        }

        return values;
    }

    private static double? Number(Dictionary<string, string> values, string name, double min, double max, string unit, List<string> errors)
    {
        if (!values.TryGetValue(name, out var text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: '{text}' is no number of {unit} from {min} to {max}"));
        return null;
    }

    // The scripts beside this project give both; nobody types them.
    private static string Program(Dictionary<string, string> values, string name, List<string> errors)
    {
        var path = values.GetValueOrDefault(name) ?? string.Empty;
        if (!File.Exists(path))
        {
            errors.Add($"{name}: '{path}' does not exist; start this by deploy/local/up, which builds it");
        }

        return path;
    }
}
