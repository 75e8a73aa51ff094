namespace Wva.Contracts;

/// <summary>Kinds of message from agent to aggregator. A number that is not listed is a later protocol's: skip the message.</summary>
public enum AgentMessageKind
{
    /// <summary>Who the agent is; first on each stream.</summary>
    Hello = 0,

    /// <summary>What the agent has learned of its engine.</summary>
    Engine = 1,

    /// <summary>Numbers of one scrape.</summary>
    Sample = 2,

    /// <summary>Nothing changed.</summary>
    Heartbeat = 3,
}
