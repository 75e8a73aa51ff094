using System.CommandLine;
using Wva.Api;

namespace Wva.Cli.Commands;

/// <summary>Where the aggregator answers: the option, and what stands for it.</summary>
internal static class ServerOption
{
    /// <summary>Environment variable with addresses.</summary>
    public const string Variable = "WVA_SERVER";

    /// <summary>Environment variable with the file that a running local system leaves; set by the script that runs this from a checkout.</summary>
    public const string FileVariable = "WVA_SERVER_FILE";

    /// <summary>The address an aggregator listens at where nobody says otherwise.</summary>
    public static readonly Uri Default = new("http://127.0.0.1:9444");

    /// <summary>The option.</summary>
    public static Option<string[]> Create()
    {
        var option = new Option<string[]>("--server")
        {
            Description = $"Address of an aggregator's plain HTTP door, {ServerAddress.Allowed}; may be given several times.",
            HelpName = "URL",
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !ServerAddress.TryParse(token.Value, out _)))
            {
                result.AddError($"--server: '{token.Value}' is no address; allowed: {ServerAddress.Allowed}");
            }
        });
        return option;
    }

    /// <summary>Whom to ask.</summary>
    /// <param name="given">What the option says; checked already.</param>
    /// <param name="world">Environment and files.</param>
    /// <returns>The servers and where they were found, or what is wrong with what was found.</returns>
    public static ServerChoice Choose(string[]? given, CliWorld world)
    {
        if (given is { Length: > 0 })
        {
            return new ServerChoice([.. given.Select(text => new Uri(text))], "--server", null);
        }

        if (world.Environment.GetValueOrDefault(Variable) is { Length: > 0 } variable)
        {
            return Read(variable, Variable);
        }

        return world.Environment.GetValueOrDefault(FileVariable) is { Length: > 0 } file && TryReadFile(file) is { } text
            ? Read(text, file)
            : new ServerChoice([Default], "the default, for nothing says otherwise", null);
    }

    private static ServerChoice Read(string text, string origin)
    {
        var (servers, bad) = ServerFile.Read(text);
        return bad.Count > 0 || servers.Count == 0
            ? new ServerChoice([], origin, $"{origin}: '{string.Join("', '", bad)}' is no address; allowed: {ServerAddress.Allowed}, several a comma or a line apart")
            : new ServerChoice(servers, origin, null);
    }

    private static string? TryReadFile(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // gone in this moment, with the system that left it
        }
    }
}
