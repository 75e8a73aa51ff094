namespace Wva.Testing;

/// <summary>The project's README: each command with what it says is printed.</summary>
public static class Readme
{
    private const string Prompt = "$ ";
    private const string Console = "```console";
    private const string Text = "```text";
    private const string End = "```";

    /// <summary>Commands in their order, with their output; empty where the README shows none in the same place.</summary>
    public static IReadOnlyList<(string Command, string Output)> Consoles() => [.. Blocks().Where(block => block.Kind == Console).SelectMany(block => Commands(block.Lines))];

    /// <summary>What the README says the command prints.</summary>
    public static string OutputOf(string command) => Consoles().Single(console => console.Command == command).Output;

    /// <summary>Lines of the capture below a command, in a place of its own.</summary>
    public static IReadOnlyList<string> CaptureOf(string command)
    {
        var blocks = Blocks();
        var at = blocks.ToList().FindIndex(block => block.Kind == Console && Commands(block.Lines).Any(console => console.Command == command));
        return blocks[at + 1] is { Kind: Text } capture ? capture.Lines : throw new InvalidDataException($"README.md: no capture follows '{command}'");
    }

    private static List<(string Kind, List<string> Lines)> Blocks()
    {
        var blocks = new List<(string Kind, List<string> Lines)>();
        var inside = false;
        foreach (var line in File.ReadLines(Path.Combine(Checkout.Root, "README.md")))
        {
            if (line.StartsWith(End, StringComparison.Ordinal))
            {
                inside = !inside;
                blocks.AddRange(inside ? [(line, [])] : []);
            }
            else if (inside)
            {
                blocks[^1].Lines.Add(line);
            }
        }

        return blocks;
    }

    private static List<(string Command, string Output)> Commands(IEnumerable<string> lines)
    {
        var commands = new List<(string Command, string Output)>();
        foreach (var line in lines)
        {
            if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                commands.Add((line[Prompt.Length..], ""));
            }
            else if (commands.Count > 0)
            {
                commands[^1] = (commands[^1].Command, commands[^1].Output + line + "\n");
            }
        }

        return commands;
    }
}
