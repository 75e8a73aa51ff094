namespace Wva.Kubernetes.Resources;

/// <summary>Something that could not be taken over.</summary>
/// <param name="Source">The file or object.</param>
/// <param name="Message">One sentence that names the field, the value and what is allowed.</param>
public sealed record StoreProblem(string Source, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {Message}";
}
