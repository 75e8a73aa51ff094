using System.Globalization;
using Wva.Simulation.Engines;
using Wva.Simulation.Serving;

namespace Wva.Local.Cluster;

/// <summary>The command line of a simulated engine's process: written by <c>up</c>, read by itself, typed by nobody.</summary>
internal static class EngineArguments
{
    /// <summary>The first word, by which this program knows that it is an engine.</summary>
    public const string Word = "engine";

    /// <summary>Writes the arguments.</summary>
    public static string[] Write(SimulatedEngineOptions options)
    {
        var (speed, limits) = (options.Parameters.Speed, options.Parameters.Limits);
        return
        [
            Word, options.Model, Text(options.Port), Text(options.Startup.TotalSeconds),
            Text(speed.AlphaMs), Text(speed.BetaMs), Text(speed.PrefillMsPerToken), Text(speed.ContextMsPerKtoken),
            Text(limits.KvTokens), Text(limits.MaxNumSeqs), Text(limits.MaxBatchedTokens), Text(limits.SequenceTokens),
        ];
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public static SimulatedEngineOptions Read(string[] arguments)
    {
        if (arguments is not [Word, var model, .. { Length: 10 } rest])
        {
            throw new FormatException("this form of the command is for processes that up starts");
        }

        var numbers = rest.Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new SimulatedEngineOptions
        {
            Model = model,
            Port = (int)numbers[0],
            Startup = TimeSpan.FromSeconds(numbers[1]),
            Parameters = new EngineParameters(
                new EngineSpeed(numbers[2], numbers[3], numbers[4], numbers[5]),
                new EngineLimits((int)numbers[6]) { MaxNumSeqs = (int)numbers[7], MaxBatchedTokens = (int)numbers[8], MaxModelLength = (int)numbers[9] }),
        };
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
