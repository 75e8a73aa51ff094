namespace Wva.Kubernetes.Resources;

/// <summary>Another aggregator decides by now: what was to be written was decided with an old mind, and was not written.</summary>
public sealed class LeadershipLostException : Exception
{
    /// <summary>An exception without a text of its own.</summary>
    public LeadershipLostException()
        : base("another aggregator decides by now; nothing was written")
    {
    }

    /// <summary>An exception that says what was not written.</summary>
    public LeadershipLostException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what was not written, with what told of it.</summary>
    public LeadershipLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
