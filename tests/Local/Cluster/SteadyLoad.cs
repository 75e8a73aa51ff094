using System.Globalization;
using System.Text;

namespace Wva.Local.Tests.Cluster;

/// <summary>A trace for the simulated cluster: its first queue asks for a second a10g, which is kept busy until the load falls to half, for which one is enough.</summary>
internal static class SteadyLoad
{
    private const int PromptTokens = 300;
    private const int OutputTokens = 200;
    private const double EndSeconds = 300;

    // One a10g at 3.6 of these requests a second uses 0.42 of its KV cache: two of them ask for ceil(2 x 0.42 / 0.7) = 2, and for as long as one starts again the other bears all of it.
    private const double TwoReplicas = 7.2;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="halfAt">When the load falls to half.</param>
    public static void Write(string path, TimeSpan halfAt)
    {
        (double From, double Rate)[] phases = [(0, 2.5), (11, 3.2), (26, TwoReplicas), (halfAt.TotalSeconds, TwoReplicas / 2), (EndSeconds, 0)];
        var csv = new StringBuilder("arrival_ms,prompt_tokens,output_tokens\n");
        foreach (var ((from, rate), (to, _)) in phases.Zip(phases.Skip(1)))
        {
            for (var at = from; at < to; at += 1 / rate)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{(int)(at * 1000)},{PromptTokens},{OutputTokens}\n");
            }
        }

        File.WriteAllText(path, csv.ToString());
    }
}
