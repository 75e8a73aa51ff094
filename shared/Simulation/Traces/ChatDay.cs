using System.Diagnostics.CodeAnalysis;

namespace Wva.Simulation.Traces;

/// <summary>Generates a day of chat traffic: Poisson arrivals whose rate follows a production day, with log-normal lengths. The same options give the same requests.</summary>
public static class ChatDay
{
    // Hours of servegen-mlarge-day9 (../shared/traces, Alibaba's m-large), each by the day's mean, begun at its 18th hour so that whoever looks on sees the evening's
    // peak first, six hours at up to twice the mean; then a night at half of it, and a day about the mean.
    private static readonly double[] HourlyShares =
    [
        2.08, 2.09, 1.05, 1.65, 1.82, 2.14, 0.65, 0.64, 0.61, 0.59, 0.54, 0.49,
        0.49, 0.53, 0.58, 1.02, 0.94, 0.82, 0.65, 0.69, 0.90, 1.10, 1.02, 0.91,
    ];

    private static readonly double Mean = HourlyShares.Average();
    private static readonly double Peak = HourlyShares.Max();

    /// <summary>The rate at a moment of the day.</summary>
    /// <param name="options">The day.</param>
    /// <param name="seconds">Seconds since the day began.</param>
    /// <returns>Requests a second; 0 outside the day.</returns>
    public static double RequestsPerSecondAt(ChatDayOptions options, double seconds)
    {
        var hour = seconds / options.Length.TotalSeconds * HourlyShares.Length;
        return hour >= 0 && hour < HourlyShares.Length ? options.MeanRequestsPerSecond * HourlyShares[(int)hour] / Mean : 0;
    }

    /// <summary>Generates the day.</summary>
    /// <param name="options">What to generate.</param>
    /// <returns>The requests, in the order of their arrival.</returns>
    /// <exception cref="ArgumentException">Length or rate is not above 0; the message names it.</exception>
    public static IEnumerable<TraceRequest> Generate(ChatDayOptions options)
    {
        if (options.Length <= TimeSpan.Zero)
        {
            throw new ArgumentException($"length: found '{options.Length}'; allowed: times above 0", nameof(options));
        }

        if (!(options.MeanRequestsPerSecond > 0) || double.IsInfinity(options.MeanRequestsPerSecond))
        {
            throw new ArgumentException(FormattableString.Invariant($"meanRequestsPerSecond: found '{options.MeanRequestsPerSecond}'; allowed: numbers above 0"), nameof(options));
        }

        return Requests(options);
    }

    // Thinning: candidates come at the peak's rate, and each stays with the share that its moment has of it.
    [SuppressMessage("Security", "CA5394", Justification = "a seeded trace is no secret")]
    private static IEnumerable<TraceRequest> Requests(ChatDayOptions options)
    {
        var random = new Random(options.Seed);
        var peakRate = options.MeanRequestsPerSecond * Peak / Mean;
        var seconds = 0.0;
        while (true)
        {
            seconds -= Math.Log(1 - random.NextDouble()) / peakRate;
            if (seconds >= options.Length.TotalSeconds)
            {
                yield break;
            }

            if (random.NextDouble() * peakRate < RequestsPerSecondAt(options, seconds))
            {
                yield return new TraceRequest(
                    seconds,
                    Tokens(options.PromptTokens, options.MaxPromptTokens, random),
                    Tokens(options.OutputTokens, options.MaxOutputTokens, random));
            }
        }
    }

    private static int Tokens(LogNormal lengths, int most, Random random) => (int)Math.Clamp(Math.Round(lengths.Draw(random)), 1, most);
}
