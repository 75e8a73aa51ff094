using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Aggregator;

/// <summary>Every log event of the aggregator. In a steady state nothing is said at Information.</summary>
internal static partial class AggregatorLog
{
    [LoggerMessage(2001, LogLevel.Information, "listening: agents report to {Grpc}, metrics and health at {Http}; over {Directory}")]
    public static partial void Listening(ILogger log, string grpc, string http, string directory);

    [LoggerMessage(2002, LogLevel.Information, "certificate {File} was read again")]
    public static partial void CertificateReloaded(ILogger log, string file);

    [LoggerMessage(2003, LogLevel.Error, "certificate {File} has changed and cannot be used: {Problem}; the one before stays in force")]
    public static partial void CertificateUnreadable(ILogger log, string file, string problem);

    // Debug: agents open their streams anew whenever a token runs out; counts of streams stand on the metrics page.
    [LoggerMessage(2010, LogLevel.Debug, "{Pod}: agent {Version} reports")]
    public static partial void StreamOpened(ILogger log, string pod, string version);

    [LoggerMessage(2011, LogLevel.Debug, "{Pod}: the agent's stream has ended")]
    public static partial void StreamClosed(ILogger log, string pod);

    [LoggerMessage(2012, LogLevel.Warning, "{Pod}: stream refused: {Problem}")]
    public static partial void StreamRefused(ILogger log, string pod, string problem);

    [LoggerMessage(2013, LogLevel.Warning, "{Pod}: another stream has taken over pod UID {Uid}, and the one before was ended; where this goes on, two agents speak for one pod")]
    public static partial void StreamReplaced(ILogger log, string pod, string uid);

    [LoggerMessage(2020, LogLevel.Error, "{Source}: {Problem}")]
    public static partial void StoreProblem(ILogger log, string source, string problem);

    [LoggerMessage(2021, LogLevel.Information, "{Source}: what was wrong is put right")]
    public static partial void StoreProblemSolved(ILogger log, string source);

    [LoggerMessage(2022, LogLevel.Warning, "{Source}: {Warning}")]
    public static partial void ManifestWarning(ILogger log, string source, string warning);

    [LoggerMessage(2023, LogLevel.Information, "{Variant}: taken over from {Source}, generation {Generation}")]
    public static partial void VariantTaken(ILogger log, VariantKey variant, string source, long generation);

    [LoggerMessage(2024, LogLevel.Information, "{Variant}: is gone from the store")]
    public static partial void VariantGone(ILogger log, VariantKey variant);

    [LoggerMessage(2025, LogLevel.Warning, "changes of {Directory} are not told at once ({Problem}); it is looked at every second all the same")]
    public static partial void WatchUnavailable(ILogger log, string directory, string problem);

    [LoggerMessage(2026, LogLevel.Error, "{Directory} could not be read: {Problem}; what was read before stands")]
    public static partial void ScanFailed(ILogger log, string directory, string problem);

    [LoggerMessage(2027, LogLevel.Error, "{File}: the state of the last run cannot be used: {Problem}; starting without it: nothing is scaled in before a whole stabilisation window has passed")]
    public static partial void StateUnreadable(ILogger log, string file, string problem);

    [LoggerMessage(2030, LogLevel.Information, "{Variant}: {From} -> {To} replicas: {Reason}: {Message}")]
    public static partial void Decided(ILogger log, VariantKey variant, object from, int to, string reason, string message);

    [LoggerMessage(2031, LogLevel.Error, "a cycle failed; what was published stands, and the next cycle tries again")]
    public static partial void CycleFailed(ILogger log, Exception error);

    [LoggerMessage(2034, LogLevel.Information, "cycles go through again")]
    public static partial void CycleRecovered(ILogger log);

    [LoggerMessage(2035, LogLevel.Warning, "{Count} streams belong to no variant, and nothing is decided on them: {Pods}")]
    public static partial void StreamsUnassigned(ILogger log, int count, string pods);

    [LoggerMessage(2036, LogLevel.Information, "every stream belongs to a variant again")]
    public static partial void StreamsAssigned(ILogger log);

    [LoggerMessage(2032, LogLevel.Error, "{Variant}: the status could not be written: {Problem}; the next cycle tries again")]
    public static partial void StatusNotWritten(ILogger log, VariantKey variant, string problem);

    [LoggerMessage(2040, LogLevel.Information, "{Identity} decides over {Directory} (term {Epoch})")]
    public static partial void Leads(ILogger log, string identity, string directory, long epoch);

    [LoggerMessage(2041, LogLevel.Information, "{Identity} follows: {Leader} decides over {Directory}; agents are heard here too, and it takes over within a second once that one is gone")]
    public static partial void Follows(ILogger log, string identity, string leader, string directory);

    [LoggerMessage(2042, LogLevel.Warning, "{Identity} decides no longer: {Leader} took over, though nobody let go of the lock (was its file removed?); nothing more is written here")]
    public static partial void LeadershipLost(ILogger log, string identity, string leader);

    [LoggerMessage(2043, LogLevel.Error, "who decides over {Directory} cannot be told: {Problem}; meanwhile this one takes over from nobody, and where it decides, nothing is written")]
    public static partial void LeadershipUnknown(ILogger log, string directory, string problem);

    [LoggerMessage(2050, LogLevel.Error, "decision log {File}: a line could not be kept: {Problem}; decisions go on all the same")]
    public static partial void DecisionNotLogged(ILogger log, string file, string problem);

    [LoggerMessage(2051, LogLevel.Information, "decision log {File}: lines are kept again")]
    public static partial void DecisionLogRecovered(ILogger log, string file);

    [LoggerMessage(2033, LogLevel.Information, "{Variant}: Ready is {Status}: {Reason}: {Message}")]
    public static partial void ReadyChanged(ILogger log, VariantKey variant, ConditionStatus status, string reason, string message);
}
