using System.Globalization;

namespace Wva.Local;

/// <summary>Reads the command line of <c>up</c>; every error at once.</summary>
internal static class UpArguments
{
    /// <summary>Printed by <c>--help</c>.</summary>
    public const string Help = """
        up [--trace FILE.csv[.gz] [--squeeze]] [--rate N] [--scale-in-window SECONDS] [--minutes N] [--plain] [--keep DIR]
        up --engine URL[,URL] [--scale-in-window SECONDS] [--minutes N] [--plain] [--keep DIR]
        up --recording FILE.pages.br [--from SECONDS] [--minutes N] [--plain] [--keep DIR]

        The whole system on this machine, without Kubernetes and without a GPU, on real sockets with TLS.
        Without --recording: two aggregators, and a simulated cluster with two variants of one model, in which
        every replica is an engine and the published agent beside it, each a process of its own. Requests come,
        replicas follow. What is killed is started again after a second.
        With --engine: engines of yours, the agent beside each, one aggregator. What is published is shown, nothing is scaled.
        With --recording: one recorded engine over HTTP, the agent beside it, one aggregator.
        Ends with one line 'summary: {JSON}'. Nothing runs on after it.

          --trace FILE       requests to play, arrival_ms,prompt_tokens,output_tokens, at their own pace; default a generated day of chat, squeezed
          --squeeze          all of the trace in the minutes of the run: its times divided, and requests left out so that the rate stays
          --rate N           requests a second, on average, of a load that is squeezed; 0.01 to 1000, default 2.2
          --scale-in-window SECONDS  the policy's scaleInStabilizationSeconds; 1 to 3600, default 15, with --engine 120
          --engine URL[,URL] metrics of engines that run already, all of one model: a replica each
          --recording FILE   the recorded engine to play, FILE.pages.br
          --from SECONDS     moment of the recording to begin at; 0 up to its end, default 0
          --minutes N        how long to run at most; over 0 up to 1440, default 3, to the end of the recording, or with --engine until Ctrl-C
          --plain            lines in place of the live view, also on a terminal
          --keep DIR         put manifests, status and logs in DIR, an empty or a new folder, and leave them there; default a temporary folder, removed at the end
          --help             this text

        Exit codes: 0 ran to the end; 1 something broke, one line says what; 2 wrong usage; 130, 143 ended by Ctrl-C or SIGTERM.
        """;

    private const double MaxWindowSeconds = 3600;
    private const double MaxRate = 1000;
    private const string Allowed = "--trace, --squeeze, --rate, --scale-in-window, --engine, --recording, --from, --minutes, --plain, --keep, --help";

    private static readonly string[] Named = ["--recording", "--from", "--engine", "--trace", "--rate", "--scale-in-window", "--minutes", "--keep", "--agent", "--aggregator", "--server-file"];

    /// <summary>Reads the options.</summary>
    /// <returns>The options, or what is wrong with the arguments, a line each.</returns>
    public static (UpOptions? Options, IReadOnlyList<string> Errors) Read(IReadOnlyList<string> arguments)
    {
        var errors = new List<string>();
        var values = Split(arguments, errors);
        var options = new UpOptions
        {
            Recording = Existing(values, "--recording", "a file NAME.pages.br", errors),
            Engines = Urls(values, errors),
            Trace = Existing(values, "--trace", "a file NAME.csv or NAME.csv.gz", errors),
            Squeeze = values.ContainsKey("--squeeze"),
            RequestsPerSecond = Number(values, "--rate", 0.01, MaxRate, "requests a second", errors),
            From = TimeSpan.FromSeconds(Number(values, "--from", 0, TimeSpan.FromDays(1).TotalSeconds, "seconds", errors) ?? 0),
            Length = Number(values, "--minutes", 0.01, UpOptions.MaxMinutes, "minutes", errors) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            ScaleInWindow = Number(values, "--scale-in-window", 1, MaxWindowSeconds, "seconds", errors) is { } window ? TimeSpan.FromSeconds(window) : null,
            Plain = values.ContainsKey("--plain"),
            Keep = Fresh(values, errors),
            Agent = Program(values, "--agent", errors),
            Aggregator = Program(values, "--aggregator", errors),
            ServerFile = values.GetValueOrDefault("--server-file") ?? Path.Combine(Path.GetTempPath(), "wva-server"),
        };
        errors.AddRange(Contradictions(options, values.ContainsKey("--from")));
        return errors.Count == 0 ? (options, []) : (null, errors);
    }

    private static IEnumerable<string> Contradictions(UpOptions options, bool hasFrom)
    {
        if (options is { Recording: not null, Trace: not null })
        {
            yield return "--trace: a recording brings its own requests; allowed: --recording or --trace";
        }

        if (options is { Recording: not null, ScaleInWindow: not null })
        {
            yield return "--scale-in-window: around a recording it is 15 s; allowed: without --recording";
        }

        if (options.Engines.Count > 0 && (options.Recording ?? options.Trace) is not null)
        {
            yield return "--engine: engines of yours have requests of their own; allowed: without --recording and --trace";
        }

        if (options is { Squeeze: true, Trace: null })
        {
            yield return "--squeeze: there is no trace, and the generated day is squeezed as it is; allowed: with --trace";
        }

        if (options.RequestsPerSecond is not null && (options.Engines.Count > 0 || options.Recording is not null || options is { Trace: not null, Squeeze: false }))
        {
            yield return "--rate: these requests have a pace of their own; allowed: with the generated day, and with --trace and --squeeze";
        }

        if (options.Recording is null && hasFrom)
        {
            yield return "--from: there is no recording to begin within; allowed: with --recording";
        }
    }

    private static string[] Urls(Dictionary<string, string> values, List<string> errors)
    {
        if (!values.TryGetValue("--engine", out var text))
        {
            return [];
        }

        var urls = text.Split(',', StringSplitOptions.TrimEntries);
        foreach (var url in urls.Where(url => !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
        {
            errors.Add($"--engine: '{url}' is no address; allowed: http:// or https:// URLs, separated by commas");
        }

        return urls;
    }

    // Of an earlier run its statuses and learned state would be taken for this one's.
    private static string? Fresh(Dictionary<string, string> values, List<string> errors)
    {
        var folder = values.GetValueOrDefault("--keep");
        if (folder is not null && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            errors.Add($"--keep: '{folder}' is not empty; allowed: a folder that is empty, or one to be made");
        }

        return folder;
    }

    private static string? Existing(Dictionary<string, string> values, string name, string allowed, List<string> errors)
    {
        var file = values.GetValueOrDefault(name);
        if (file is not null && !File.Exists(file))
        {
            errors.Add($"{name}: '{file}' does not exist; allowed: {allowed}");
        }

        return file;
    }

    private static Dictionary<string, string> Split(IReadOnlyList<string> arguments, List<string> errors)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            switch (name)
            {
                case "--plain" or "--squeeze":
                    values[name] = string.Empty;
                    break;
                case var _ when Named.Contains(name, StringComparer.Ordinal) && i + 1 < arguments.Count:
                    values[name] = arguments[++i];
                    break;
                case var _ when Named.Contains(name, StringComparer.Ordinal):
                    errors.Add($"{name}: its value is missing");
                    break;
                default:
                    errors.Add($"'{name}' is no option; allowed: {Allowed}");
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
