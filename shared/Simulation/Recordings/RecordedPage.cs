namespace Wva.Simulation.Recordings;

/// <summary>One read of a real engine's page, as it was recorded.</summary>
/// <param name="AtSeconds">When the read began, seconds since the recording did.</param>
/// <param name="Status">HTTP status of the answer; 0 where there was none, and then the body is the error's name.</param>
/// <param name="TookSeconds">How long the read took, seconds.</param>
/// <param name="Body">The page, byte for byte, its final newline included.</param>
public sealed record RecordedPage(double AtSeconds, int Status, double TookSeconds, ReadOnlyMemory<byte> Body)
{
    /// <summary>False where the engine gave no answer at all.</summary>
    public bool Answered => Status != 0;
}
