namespace Wva.Local.Run;

/// <summary>Words for a child that ended although nobody asked it to.</summary>
internal static class ChildFailure
{
    /// <summary>Fails once a process has ended.</summary>
    /// <param name="child">The process.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public static async Task WaitAsync(ChildProcess child, CancellationToken stop)
    {
        await child.WaitForEndAsync().WaitAsync(stop);
        throw new InvalidOperationException(Of(child));
    }

    /// <summary>One line, and below it the last lines that the process printed.</summary>
    public static string Of(ChildProcess child) =>
        string.Join(Environment.NewLine, [$"{child.Name} ended with {child.ExitCode}", .. child.LastLines.Select(line => "  " + line)]);
}
