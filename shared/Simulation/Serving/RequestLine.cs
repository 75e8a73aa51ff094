using System.Globalization;
using System.Runtime.InteropServices;

namespace Wva.Simulation.Serving;

/// <summary>A request to a simulated engine, one line: <c>ID PROMPT_TOKENS OUTPUT_TOKENS CACHED_TOKENS</c>.</summary>
/// <param name="Id">The client's name for it; of the requests that a connection has under way, no two have the same.</param>
/// <param name="PromptTokens">Tokens of its prompt, at least 1, cached ones included.</param>
/// <param name="OutputTokens">Tokens that it will get, at least 1.</param>
/// <param name="CachedTokens">Tokens at the prompt's beginning that are in the prefix cache.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RequestLine(long Id, int PromptTokens, int OutputTokens, int CachedTokens)
{
    private const string Form = "ID PROMPT_TOKENS OUTPUT_TOKENS CACHED_TOKENS";

    /// <summary>Reads one.</summary>
    /// <param name="line">The line, without its line feed.</param>
    /// <exception cref="FormatException">It is none; the message names field, value and what is allowed.</exception>
    public static RequestLine Parse(string line)
    {
        if (line.Split(' ') is not [var id, var prompt, var output, var cached])
        {
            throw new FormatException($"expected '{Form}', found '{line}'");
        }

        var promptTokens = (int)Number(prompt, "PROMPT_TOKENS", 1, int.MaxValue);
        return new RequestLine(
            Number(id, "ID", 0, long.MaxValue),
            promptTokens,
            (int)Number(output, "OUTPUT_TOKENS", 1, int.MaxValue),
            (int)Number(cached, "CACHED_TOKENS", 0, promptTokens));
    }

    /// <summary>The line, without its line feed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {PromptTokens} {OutputTokens} {CachedTokens}");

    private static long Number(string text, string field, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{field}: found '{text}'; allowed: whole numbers from {least} to {most}"));
}
