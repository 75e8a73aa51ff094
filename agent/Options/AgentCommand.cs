using System.Collections.Immutable;

namespace Wva.Agent.Options;

/// <summary>A command line and environment, read and checked.</summary>
/// <param name="Mode">What is asked for.</param>
/// <param name="Options">All settings; to be used only where there are no errors.</param>
/// <param name="OnceUrl">The page of <see cref="AgentMode.Once"/>; null in other modes.</param>
/// <param name="Json">True where <see cref="AgentMode.Once"/> prints JSON.</param>
/// <param name="Errors">Every error, one line each; empty where all is well.</param>
internal sealed record AgentCommand(AgentMode Mode, AgentOptions Options, Uri? OnceUrl, bool Json, ImmutableArray<string> Errors);
