using System.Collections.Immutable;

namespace Wva.Agent.Options;

/// <summary>A command line and environment, read and checked.</summary>
/// <param name="Mode">What is asked for.</param>
/// <param name="Options">All settings; to be used only where there are no errors.</param>
/// <param name="PageUrl">The page of <see cref="AgentMode.Once"/> and <see cref="AgentMode.Watch"/>; null in other modes.</param>
/// <param name="Json">True where these print JSON.</param>
/// <param name="Plain">True where <see cref="AgentMode.Watch"/> prints lines whatever its output is.</param>
/// <param name="Errors">Every error, one line each; empty where all is well.</param>
internal sealed record AgentCommand(AgentMode Mode, AgentOptions Options, Uri? PageUrl, bool Json, bool Plain, ImmutableArray<string> Errors);
