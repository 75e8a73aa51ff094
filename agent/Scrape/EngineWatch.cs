using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Wva.Contracts;

namespace Wva.Agent.Scrape;

/// <summary>Says what has become of the engine, once for each change.</summary>
internal sealed class EngineWatch(ILogger logger)
{
    private bool _seen;
    private bool _stalled;
    private ScrapeFault? _lastFault;
    private string? _lastError;

    /// <summary>Takes note of one scrape.</summary>
    /// <param name="url">Where it went.</param>
    /// <param name="read">What came of it.</param>
    /// <param name="stalled">The sample's word on the engine.</param>
    /// <param name="engine">The engine's description; null before its first page.</param>
    public void Saw(Uri url, PageRead read, bool stalled, EngineDescription? engine)
    {
        if (read.Fault != ScrapeFault.None || engine is null)
        {
            SawFault(read);
            return;
        }

        url = ShownUrl.Of(url);
        if (!_seen)
        {
            AgentLog.EngineFound(logger, url, Words(engine));
        }
        else
        {
            SawAgain(url, read, engine);
        }

        if (stalled != _stalled)
        {
            SayStalled(url, stalled);
        }

        (_seen, _stalled, _lastFault) = (true, stalled, null);
    }

    private void SawFault(PageRead read)
    {
        // Another cause of the same silence is a change of state, the same cause is none. What is wrong with a certificate is a cause each.
        if (read.Fault == _lastFault && (read.Fault != ScrapeFault.Untrusted || string.Equals(read.Error, _lastError, StringComparison.Ordinal)))
        {
            return;
        }

        (_lastFault, _lastError) = (read.Fault, read.Error);
        if (_seen)
        {
            AgentLog.EngineLost(logger, read.Error!);
        }
        else
        {
            AgentLog.EngineAwaited(logger, read.Error!);
        }
    }

    private void SawAgain(Uri url, PageRead read, EngineDescription engine)
    {
        if (_lastFault is not null)
        {
            AgentLog.EngineBack(logger, url);
        }

        if (read.Page.Restarted)
        {
            AgentLog.EngineRestarted(logger, url, Words(engine));
        }
        else if (read.Page.EngineChanged)
        {
            AgentLog.EngineChanged(logger, url, Words(engine));
        }
    }

    private void SayStalled(Uri url, bool stalled)
    {
        if (stalled)
        {
            AgentLog.EngineStalled(logger, url);
        }
        else
        {
            AgentLog.EngineMoves(logger, url);
        }
    }

    private static string Words(EngineDescription engine) =>
        $"{engine.Kind} {engine.Version ?? "of unknown version"}, models: {OrElse(engine.Models, "unknown")}, absent: {OrElse(engine.Absent, "nothing")}";

    private static string OrElse(ImmutableArray<string> texts, string none) => texts.Length == 0 ? none : string.Join(", ", texts);
}
