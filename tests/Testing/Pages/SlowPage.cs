namespace Wva.Testing.Pages;

/// <summary>A page as <see cref="SlowReader"/> read it.</summary>
/// <param name="Series">Every sample in order.</param>
/// <param name="BadLines">Lines that are neither sample, comment nor blank.</param>
/// <param name="Truncated">The last line has no line feed and is no whole line.</param>
public sealed record SlowPage(IReadOnlyList<SlowSeries> Series, int BadLines, bool Truncated);
