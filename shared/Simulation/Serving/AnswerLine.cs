using System.Globalization;
using System.Runtime.InteropServices;

namespace Wva.Simulation.Serving;

/// <summary>A simulated engine's word on a request, one line: <c>ID KIND TTFT_SECONDS ITL_SECONDS END_SECONDS</c>. Times are of the simulation, and not of the line.</summary>
/// <param name="Id">The client's name for the request.</param>
/// <param name="Kind">How it ended: <c>ok</c>, <c>too-long</c> or <c>refused</c>.</param>
/// <param name="TtftSeconds">Time to its first token; 0 where it had none.</param>
/// <param name="ItlSeconds">Mean time between its tokens; 0 where it had fewer than two.</param>
/// <param name="EndSeconds">Time to its last token; 0 where it had none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AnswerLine(long Id, AnswerKind Kind, double TtftSeconds, double ItlSeconds, double EndSeconds)
{
    private const string Form = "ID KIND TTFT_SECONDS ITL_SECONDS END_SECONDS";

    private static readonly string[] Kinds = ["ok", "too-long", "refused"];

    /// <summary>Reads one.</summary>
    /// <param name="line">The line, without its line feed.</param>
    /// <exception cref="FormatException">It is none; the message names field, value and what is allowed.</exception>
    public static AnswerLine Parse(string line)
    {
        if (line.Split(' ') is not [var id, var kind, var ttft, var itl, var end])
        {
            throw new FormatException($"expected '{Form}', found '{line}'");
        }

        return new AnswerLine(
            long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"ID: found '{id}'; allowed: whole numbers"),
            Array.IndexOf(Kinds, kind) is >= 0 and var index ? (AnswerKind)index : throw new FormatException($"KIND: found '{kind}'; allowed: {string.Join(", ", Kinds)}"),
            Seconds(ttft, "TTFT_SECONDS"),
            Seconds(itl, "ITL_SECONDS"),
            Seconds(end, "END_SECONDS"));
    }

    /// <summary>The line, without its line feed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Kinds[(int)Kind]} {TtftSeconds:R} {ItlSeconds:R} {EndSeconds:R}");

    private static double Seconds(string text, string field) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && double.IsFinite(seconds)
            ? seconds
            : throw new FormatException($"{field}: found '{text}'; allowed: seconds, 0 or more");
}
