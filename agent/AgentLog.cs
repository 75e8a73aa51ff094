using System.Net;
using Microsoft.Extensions.Logging;
using Wva.Agent.Options;
using Wva.Agent.Stream;

namespace Wva.Agent;

/// <summary>
/// Everything the agent says: one line for each change of state, none in a steady state. Ids are never reused.
/// Each event has one or two parameters, none a number: every other shape compiles the logger once more, 25 KB of executable each.
/// </summary>
internal static partial class AgentLog
{
    [LoggerMessage(1000, LogLevel.Information, "wva-agent of {pod} started; {plan}")]
    public static partial void Started(ILogger logger, string pod, string plan);

    [LoggerMessage(1001, LogLevel.Information, "own pages are served on {endPoint}")]
    public static partial void HealthServed(ILogger logger, IPEndPoint endPoint);

    [LoggerMessage(1002, LogLevel.Critical, "a defect of wva-agent {version} ends it")]
    public static partial void Crashed(ILogger logger, string version, Exception exception);

    [LoggerMessage(1010, LogLevel.Information, "waiting for an engine: {error}")]
    public static partial void EngineAwaited(ILogger logger, string error);

    [LoggerMessage(1011, LogLevel.Information, "engine found at {url}: {engine}")]
    public static partial void EngineFound(ILogger logger, Uri url, string engine);

    [LoggerMessage(1012, LogLevel.Warning, "engine lost, its numbers are stale now: {error}")]
    public static partial void EngineLost(ILogger logger, string error);

    [LoggerMessage(1013, LogLevel.Information, "engine at {url} answers again")]
    public static partial void EngineBack(ILogger logger, Uri url);

    [LoggerMessage(1014, LogLevel.Warning, "engine at {url} has restarted, its counters begin again: {engine}")]
    public static partial void EngineRestarted(ILogger logger, Uri url, string engine);

    [LoggerMessage(1015, LogLevel.Warning, "engine at {url} is stalled: requests run or wait, and no counter has moved for 10 s")]
    public static partial void EngineStalled(ILogger logger, Uri url);

    [LoggerMessage(1016, LogLevel.Information, "engine at {url} moves again")]
    public static partial void EngineMoves(ILogger logger, Uri url);

    [LoggerMessage(1017, LogLevel.Information, "engine at {url} shows itself otherwise: {engine}")]
    public static partial void EngineChanged(ILogger logger, Uri url, string engine);

    [LoggerMessage(1018, LogLevel.Information, "the authorities in {file} are others now, whoever must prove to come from them is connected to anew")]
    public static partial void EngineAuthoritiesReplaced(ILogger logger, string file);

    [LoggerMessage(1019, LogLevel.Warning, "the authorities in {file} cannot be read, those read before stand: {error}")]
    public static partial void EngineAuthoritiesUnreadable(ILogger logger, string file, string error);

    [LoggerMessage(1020, LogLevel.Information, "stream to {aggregator} is up")]
    public static partial void StreamUp(ILogger logger, AggregatorEndpoint aggregator);

    [LoggerMessage(1021, LogLevel.Warning, "no stream to {aggregator}, trying again until there is one: {cause}")]
    public static partial void StreamDown(ILogger logger, AggregatorEndpoint aggregator, string cause);

    [LoggerMessage(1022, LogLevel.Warning, "stream refused by {aggregator}: {cause}")]
    public static partial void StreamRefused(ILogger logger, AggregatorEndpoint aggregator, string cause);

    [LoggerMessage(1023, LogLevel.Error, "{aggregator} does not speak the protocol of this agent, upgrade the older of the two; trying again slowly: {cause}")]
    public static partial void ProtocolMismatch(ILogger logger, AggregatorEndpoint aggregator, string cause);

    [LoggerMessage(1024, LogLevel.Warning, "{aggregator} takes no more from this agent, which slows down: {cause}")]
    public static partial void StreamExhausted(ILogger logger, AggregatorEndpoint aggregator, string cause);

    [LoggerMessage(1025, LogLevel.Information, "{aggregator} asks for another cadence: {cadence}")]
    public static partial void Retuned(ILogger logger, AggregatorEndpoint aggregator, string cadence);

    [LoggerMessage(1026, LogLevel.Warning, "{aggregator} gets samples without GPUs: {cause}")]
    public static partial void GpusLeftOut(ILogger logger, AggregatorEndpoint aggregator, string cause);

    [LoggerMessage(1030, LogLevel.Warning, "aggregator address {address} leads nowhere, what it led to stands: {error}")]
    public static partial void AddressLost(ILogger logger, AggregatorAddress address, string error);

    [LoggerMessage(1031, LogLevel.Information, "aggregator address {address} leads to {endpoints}")]
    public static partial void AddressFound(ILogger logger, AggregatorAddress address, string endpoints);

    [LoggerMessage(1040, LogLevel.Information, "DCGM exporter at {url} is read; {gpus}")]
    public static partial void GpusRead(ILogger logger, Uri url, string gpus);

    [LoggerMessage(1041, LogLevel.Warning, "no GPU telemetry from {url}, what was known is stale now and kept for five minutes: {error}")]
    public static partial void GpusLost(ILogger logger, Uri url, string error);

    [LoggerMessage(1042, LogLevel.Debug, "no DCGM exporter at {url} yet: {error}")]
    public static partial void GpusAwaited(ILogger logger, Uri url, string error);

    [LoggerMessage(1043, LogLevel.Warning, "DCGM exporter at {url} shows more of the pod's GPUs than a sample takes: {gpus}")]
    public static partial void TooManyGpus(ILogger logger, Uri url, string gpus);
}
