using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The consoles of the project's README: each command with what it says is printed.</summary>
internal static class Readme
{
    private const string Prompt = "$ ";

    /// <summary>Commands in their order, with their output; empty where the README shows none.</summary>
    public static IReadOnlyList<(string Command, string Output)> Consoles()
    {
        var consoles = new List<(string Command, string Output)>();
        var inside = false;
        foreach (var line in File.ReadLines(Path.Combine(PublishedPrograms.Root, "README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = line is "```console";
            }
            else if (inside && line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                consoles.Add((line[Prompt.Length..], ""));
            }
            else if (inside && consoles.Count > 0)
            {
                consoles[^1] = (consoles[^1].Command, consoles[^1].Output + line + "\n");
            }
        }

        return consoles;
    }

    /// <summary>What the README says the command prints.</summary>
    public static string OutputOf(string command) =>
        Assert.Single(Consoles(), console => console.Command == command).Output;
}
