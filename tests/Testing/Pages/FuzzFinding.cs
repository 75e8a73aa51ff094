namespace Wva.Testing.Pages;

/// <summary>A case in which the product and the slow reading disagree.</summary>
/// <param name="Index">Index of the case.</param>
/// <param name="Difference">What differs.</param>
/// <param name="Page">The page at hand.</param>
public sealed record FuzzFinding(long Index, string Difference, ReadOnlyMemory<byte> Page);
