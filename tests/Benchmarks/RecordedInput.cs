using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Benchmarks;

/// <summary>What the benchmarks run on: pages of a real engine.</summary>
internal static class RecordedInput
{
    /// <summary>All pages of a recording.</summary>
    /// <exception cref="FileNotFoundException">The folder with recordings is not there.</exception>
    public static IReadOnlyList<RecordedPage> Pages(string recording) =>
        RecordingReader.ReadAll(SharedFolder.File($"recordings/{recording}.pages.br")
            ?? throw new FileNotFoundException("the folder 'shared/recordings' beside the checkout is missing"));

    /// <summary>The last page of a recording, every family used.</summary>
    /// <exception cref="FileNotFoundException">The folder with recordings is not there.</exception>
    public static byte[] LastPage(string recording) => Pages(recording)[^1].Body.ToArray();
}
