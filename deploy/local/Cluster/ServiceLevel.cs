using Wva.Simulation.Traces;

namespace Wva.Local.Cluster;

/// <summary>What a user may expect of a request, and how many got it.</summary>
internal sealed class ServiceLevel
{
    /// <summary>Longest time to the first token of a prompt of up to 4,096 tokens, waiting for a replica included.</summary>
    public const double TtftSeconds = 2;

    /// <summary>What each further thousand tokens of prompt may add.</summary>
    public const double TtftSecondsPerKtokenAbove4k = 0.5;

    /// <summary>Longest mean time between tokens.</summary>
    public const double ItlSeconds = 0.1;

    private const int FreePromptTokens = 4096;
    private const int MinOutputTokensForItl = 16;

    /// <summary>Requests that got it.</summary>
    public long Met { get; private set; }

    /// <summary>Requests that did not, failed ones included.</summary>
    public long Missed { get; private set; }

    /// <summary>Share of requests that got it; null before one did or missed it.</summary>
    public double? Attainment => Met + Missed == 0 ? null : (double)Met / (Met + Missed);

    /// <summary>A request was answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ttftSeconds">From its arrival to its first token.</param>
    /// <param name="itlSeconds">Mean time between its tokens.</param>
    public void Answered(TraceRequest request, double ttftSeconds, double itlSeconds)
    {
        if (ttftSeconds <= AllowedTtft(request) && (!HasPace(request) || itlSeconds <= ItlSeconds))
        {
            Met++;
        }
        else
        {
            Missed++;
        }
    }

    /// <summary>Requests got no answer, or none in time.</summary>
    public void Failed(long count) => Missed += count;

    /// <summary>Whether a request that has not ended can get it no more. One that an engine has may have had its first token in time: then its last one is due, too.</summary>
    /// <param name="request">The request.</param>
    /// <param name="seconds">Since its arrival.</param>
    /// <param name="isSent">Whether an engine has it.</param>
    public static bool IsTooLate(TraceRequest request, double seconds, bool isSent) => isSent
        ? HasPace(request) && seconds > AllowedTtft(request) + ((request.OutputTokens - 1) * ItlSeconds)
        : seconds > AllowedTtft(request);

    private static bool HasPace(TraceRequest request) => request.OutputTokens >= MinOutputTokensForItl;

    private static double AllowedTtft(TraceRequest request) => TtftSeconds + (TtftSecondsPerKtokenAbove4k * Math.Max(0, request.PromptTokens - FreePromptTokens) / 1000);
}
