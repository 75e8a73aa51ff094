using Microsoft.Extensions.Logging;
using Wva.Agent.Options;
using Wva.Agent.Scrape;
using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>What all links share.</summary>
/// <param name="Options">The agent's settings.</param>
/// <param name="Hello">First message of each stream.</param>
/// <param name="Latest">Where samples come from.</param>
/// <param name="Requests">Where requests for another cadence go.</param>
/// <param name="Instruments">The agent's own metrics.</param>
/// <param name="Time">Clock and timers.</param>
/// <param name="Logger">The log.</param>
internal sealed record LinkParts(
    AgentOptions Options,
    Hello Hello,
    LatestSample Latest,
    CadenceRequests Requests,
    AgentInstruments Instruments,
    TimeProvider Time,
    ILogger Logger);
