namespace Wva.Simulation.Engines;

/// <summary>Iterations one after the other with the same sequences in them: each takes a little longer than the one before, so that when any of them ends is closed form.</summary>
/// <param name="StartsAt">When the first begins, seconds.</param>
/// <param name="Iterations">How many; 0 is no run.</param>
/// <param name="Decoding">Sequences that are given a token by each.</param>
/// <param name="FirstSeconds">How long the first takes.</param>
/// <param name="GrowthSeconds">How much longer each is than the one before.</param>
internal readonly record struct IterationRun(double StartsAt, int Iterations, int Decoding, double FirstSeconds, double GrowthSeconds)
{
    public bool IsAny => Iterations > 0;

    /// <summary>When the last ends.</summary>
    public double EndsAt => EndOf(Iterations);

    /// <summary>When the first so many have ended; with 0 its start.</summary>
    public double EndOf(long iterations) => StartsAt + (iterations * FirstSeconds) + (GrowthSeconds * iterations * (iterations - 1) / 2);

    /// <summary>How long one of them takes.</summary>
    /// <param name="index">Which, from 0.</param>
    public double SecondsOf(int index) => FirstSeconds + (GrowthSeconds * index);

    /// <summary>How many have ended by a moment, that moment included.</summary>
    public int EndedBy(double seconds)
    {
        if (EndsAt <= seconds)
        {
            return Iterations;
        }

        // The root of the sum is the guess; what counts is the sum itself, so that ends and moments agree to the last bit.
        var (passed, first) = (Math.Max(0, seconds - StartsAt), FirstSeconds - (GrowthSeconds / 2));
        var ended = (int)Math.Min(Iterations - 1, 2 * passed / (first + Math.Sqrt((first * first) + (2 * GrowthSeconds * passed))));
        while (ended > 0 && EndOf(ended) > seconds)
        {
            ended--;
        }

        while (EndOf(ended + 1) <= seconds)
        {
            ended++;
        }

        return ended;
    }

    /// <summary>How many have begun before a moment: those cannot be undone by what happens then.</summary>
    public int BegunBefore(double seconds)
    {
        var ended = EndedBy(seconds);
        return EndOf(ended) < seconds && ended < Iterations ? ended + 1 : ended;
    }

    /// <summary>The first so many of them.</summary>
    public IterationRun First(int iterations) => this with { Iterations = iterations };
}
