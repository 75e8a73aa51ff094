namespace Wva.Contracts;

/// <summary>What is known of one field: unknown is never zero, and an old value is never passed off as a fresh one.</summary>
public enum FieldState : byte
{
    /// <summary>The engine does not show this field, or never has since it started.</summary>
    Absent = 0,

    /// <summary>Read from the last successful page.</summary>
    Value = 1,

    /// <summary>The last value known; the scrape after it failed.</summary>
    Stale = 2,
}
