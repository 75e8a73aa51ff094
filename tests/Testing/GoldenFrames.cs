namespace Wva.Testing;

/// <summary>
/// Messages of the wire as bytes, from <c>tests/Contracts/Golden</c>: what today's peers write, and what older and newer ones do. A file holds <c>[name]</c> on a line
/// of its own and then the message in hex; what follows a <c>#</c> is a comment.
/// </summary>
public static class GoldenFrames
{
    /// <summary>All messages of a file, in order.</summary>
    /// <exception cref="FormatException">A line is neither a name nor hex.</exception>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Read(string file)
    {
        var messages = new List<(string Name, string Hex)>();
        foreach (var line in File.ReadLines(Path.Combine(Checkout.Root, "tests/Contracts/Golden", file)).Select(line => line.Split('#')[0].Trim()))
        {
            if (line.StartsWith('['))
            {
                messages.Add((line.Trim('[', ']'), ""));
            }
            else if (line.Length > 0)
            {
                messages[^1] = (messages[^1].Name, messages[^1].Hex + line.Replace(" ", "", StringComparison.Ordinal));
            }
        }

        return [.. messages.Select(message => (message.Name, Convert.FromHexString(message.Hex)))];
    }
}
