namespace Wva.EndToEnd.Tests;

/// <summary>What may come in a page's place.</summary>
public enum BadPage
{
    Empty = 0,
    Html = 1,
    EndsWithinALine = 2,
    BrokenOff = 3,
    TenMegabytes = 4,
}
