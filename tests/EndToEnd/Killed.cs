namespace Wva.EndToEnd.Tests;

/// <summary>What a test kills.</summary>
[Flags]
public enum Killed
{
    None = 0,
    Aggregator = 1,
    Agent = 2,
    Both = Aggregator | Agent,
}
