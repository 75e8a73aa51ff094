using System.Globalization;

namespace Wva.Fuzz;

/// <summary>How long to run, and where to begin.</summary>
/// <param name="Pieces">Pieces to check.</param>
/// <param name="Pages">Whole pages to check, at least; a sequence is not broken off.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="From">Index of the first case.</param>
/// <param name="Threads">Threads.</param>
internal sealed record FuzzOptions(long Pieces, long Pages, ulong Seed, long From, int Threads)
{
    /// <summary>Reads arguments; null, and a line of what is wrong, where they are not allowed.</summary>
    public static FuzzOptions? Read(IReadOnlyList<string> arguments, TextWriter errors)
    {
        var options = new FuzzOptions(100_000, 1_000, 1, 0, Environment.ProcessorCount);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var text = i + 1 < arguments.Count ? arguments[i + 1] : "";
            var number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
            var taken = (arguments[i], number) switch
            {
                (_, < 0) => null,
                ("--pieces", _) => options with { Pieces = number },
                ("--pages", _) => options with { Pages = number },
                ("--seed", _) => options with { Seed = (ulong)number },
                ("--from", _) => options with { From = number },
                ("--threads", > 0 and <= 256) => options with { Threads = (int)number },
                _ => null,
            };
            if (taken is null)
            {
                errors.WriteLine($"{arguments[i]} '{text}' is not allowed; give [--pieces N] [--pages N] [--seed S] [--from INDEX] [--threads 1..256]");
                return null;
            }

            options = taken;
        }

        return options;
    }
}
