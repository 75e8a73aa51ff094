namespace Wva.Scenarios;

/// <summary>One thing that is wrong with, or odd about, a text that was read.</summary>
/// <param name="Source">What was read: a file's name, most often.</param>
/// <param name="Path">The field, as in <c>spec.accelerators[0].acc</c>; empty where it is the document itself.</param>
/// <param name="Message">What is wrong, the value that is there, and what is allowed.</param>
public sealed record Problem(string Source, string Path, string Message)
{
    /// <summary>Source, field and message as one line.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Source}: {Message}" : $"{Source}: {Path}: {Message}";
}
