using System.Globalization;

namespace Wva.Simulation.Recordings;

/// <summary>Reads <c>NAME.requests.csv</c>: what the client of a recording sent and saw.</summary>
public static class RecordedRequests
{
    private const string Header = "sent_s,prompt_tokens,max_tokens,output_tokens,first_token_s,done_s,status";

    /// <summary>Reads all requests, in the order of the file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The requests.</returns>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file, line and column.</exception>
    public static IReadOnlyList<RecordedRequest> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || !string.Equals(lines[0], Header, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: line 1: expected '{Header}'");
        }

        return [.. lines.Skip(1).Select((line, index) => Parse(line, $"{path}: line {index + 2}"))];
    }

    private static RecordedRequest Parse(string line, string place)
    {
        if (line.Split(',') is not [var sent, var prompt, var max, var output, var first, var done, var status])
        {
            throw new InvalidDataException($"{place}: expected 7 columns");
        }

        return new RecordedRequest(
            Seconds(sent, place, "sent_s"),
            Tokens(prompt, place, "prompt_tokens"),
            Tokens(max, place, "max_tokens"),
            Tokens(output, place, "output_tokens"),
            first.Length == 0 ? null : Seconds(first, place, "first_token_s"),
            done.Length == 0 ? null : Seconds(done, place, "done_s"),
            status);
    }

    private static double Seconds(string text, string place, string column) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException($"{place}: {column}: '{text}' is no number of seconds");

    private static int Tokens(string text, string place, string column) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException($"{place}: {column}: '{text}' is no number of tokens");
}
