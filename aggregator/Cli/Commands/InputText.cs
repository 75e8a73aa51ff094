namespace Wva.Cli.Commands;

/// <summary>Files that are named on the command line; <c>-</c> is standard input.</summary>
internal static class InputText
{
    private const string StandardInput = "-";

    /// <summary>How messages call it.</summary>
    public static string NameOf(string file) => file == StandardInput ? "standard input" : file;

    /// <summary>All of a file, or why it cannot be read, one line.</summary>
    public static async Task<(string? Text, string? Problem)> ReadAsync(CliWorld world, string option, string file, CancellationToken cancellation)
    {
        string? text = null;
        var problem = await UseAsync(world, option, file, async reader => text = await reader.ReadToEndAsync(cancellation));
        return (text, problem);
    }

    /// <summary>Opens a file, has it used, and closes it.</summary>
    /// <returns>Why it cannot be read, one line; null where all went well.</returns>
    public static async Task<string?> UseAsync(CliWorld world, string option, string file, Func<TextReader, Task> use)
    {
        try
        {
            using var reader = file == StandardInput ? world.In : world.OpenFile(file);
            await use(reader);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{option}: '{NameOf(file)}' cannot be read: {error.Message}";
        }
    }
}
