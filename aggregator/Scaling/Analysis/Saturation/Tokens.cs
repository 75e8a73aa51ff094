namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Counts of tokens: whole numbers, held as doubles so that nothing overflows. Source of the formulas: the published token analyzer.</summary>
internal static class Tokens
{
    /// <summary>More than any fleet holds; a bound so that sums stay exact to a token.</summary>
    public const double Most = 1e15;

    /// <summary>A product that no 64-bit number holds counts as none, as published.</summary>
    private const double Overflow = 9223372036854775808.0;

    /// <summary>Truncated toward zero; what is no number, or below zero, is none.</summary>
    public static double Whole(double value) => value > 0 ? Math.Min(Math.Truncate(value), Most) : 0;

    /// <summary>The value where it can be one, else 0.</summary>
    public static double OrZero(double? value) => value is { } number && double.IsFinite(number) && number > 0 ? Math.Min(number, Most) : 0;

    /// <summary>What waiting requests will hold: prompt and output each, the prompt alone where only prefill is done here.</summary>
    public static double Waiting(double requests, bool prefillOnly, double inputTokens, double outputTokens)
    {
        var product = Math.Truncate(requests) * (prefillOnly ? inputTokens : inputTokens + outputTokens);
        return product is > 0 and < Overflow ? Whole(product) : 0;
    }

    /// <summary>Tokens resident while an engine runs as many requests as it can keep up with: min(B x O / (I + O), S) x (I + O/2); 0 where unknown.</summary>
    /// <param name="batchedTokens">B, most tokens of one step.</param>
    /// <param name="sequences">S, most requests at once.</param>
    /// <param name="inputTokens">I, prompt tokens a request.</param>
    /// <param name="outputTokens">O, output tokens a request.</param>
    public static double SteadyState(double batchedTokens, double sequences, double inputTokens, double outputTokens)
    {
        if (!(batchedTokens > 0) || !(outputTokens > 0) || !(inputTokens >= 0))
        {
            return 0;
        }

        var running = Math.Min(batchedTokens * outputTokens / (inputTokens + outputTokens), sequences);
        return Whole(running * (inputTokens + (outputTokens / 2)));
    }

    /// <summary>The middle value; of an even count the mean of the two, truncated; of none 0. Sorts what it is given.</summary>
    public static double Median(Span<double> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : Math.Truncate((values[middle - 1] + values[middle]) / 2);
    }
}
