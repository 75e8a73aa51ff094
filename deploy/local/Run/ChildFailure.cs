namespace Wva.Local.Run;

/// <summary>Words for a child that ended although nobody asked it to.</summary>
internal static class ChildFailure
{
    /// <summary>One line, and below it the last lines that the process printed.</summary>
    public static string Of(ChildProcess child) =>
        string.Join(Environment.NewLine, [$"{child.Name} ended with {child.ExitCode}", .. child.LastLines.Select(line => "  " + line)]);
}
