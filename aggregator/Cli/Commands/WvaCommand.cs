using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Wva.Cli.Commands;

/// <summary>The command line: parses, refuses, runs.</summary>
internal static class WvaCommand
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliWorld world, CancellationToken cancellation = default)
    {
        var parsed = Build(world).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await world.Error.WriteLineAsync($"wva: {OneLine(error.Message)}");
            }

            await world.Error.WriteLineAsync("wva: 'wva --help' shows commands, options and examples");
            return ExitCode.WrongUsage;
        }

        var configuration = new InvocationConfiguration { Output = world.Out, Error = world.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(configuration, cancellation);
    }

    /// <summary>All commands.</summary>
    public static RootCommand Build(CliWorld world)
    {
        var root = new RootCommand("Asks an aggregator how its variants stand and why, and decides what a file describes.")
        {
            StatusCommand.Build(world),
            ExplainCommand.Build(world),
            DecideCommand.Build(world),
        };
        foreach (var option in root.Options.OfType<HelpOption>().Where(option => option.Action is HelpAction))
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }

        return root;
    }

    private static string OneLine(string message) => string.Join(' ', message.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
