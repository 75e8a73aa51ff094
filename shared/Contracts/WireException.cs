namespace Wva.Contracts;

/// <summary>A message that cannot be read or written: malformed, too long, or with a number that has no place on the wire. Its text names what and where.</summary>
public sealed class WireException : Exception
{
    /// <summary>An exception without a text of its own.</summary>
    public WireException()
        : base("a malformed message")
    {
    }

    /// <summary>An exception that says what is wrong, and where.</summary>
    public WireException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong, and where, with what the reader below said.</summary>
    public WireException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
