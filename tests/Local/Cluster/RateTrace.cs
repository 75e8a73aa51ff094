using System.Globalization;
using System.Text;

namespace Wva.Local.Tests.Cluster;

/// <summary>A trace of equal requests that come at a steady rate, phase by phase.</summary>
internal static class RateTrace
{
    /// <summary>Tokens of each prompt.</summary>
    public const int PromptTokens = 300;

    /// <summary>Tokens of each answer.</summary>
    public const int OutputTokens = 200;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="phases">From when on (seconds) how many requests a second come; the last one is the end.</param>
    public static void Write(string path, params (double From, double Rate)[] phases)
    {
        var csv = new StringBuilder("arrival_ms,prompt_tokens,output_tokens\n");
        foreach (var ((from, rate), (to, _)) in phases.Zip(phases.Skip(1)))
        {
            for (var at = from; rate > 0 && at < to; at += 1 / rate)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{(int)(at * 1000)},{PromptTokens},{OutputTokens}\n");
            }
        }

        File.WriteAllText(path, csv.ToString());
    }
}
