using Wva.Testing;

namespace Wva.Simulation.Tests;

/// <summary>Files of a recording in the shared folder; the test is skipped where that folder is not there.</summary>
internal static class RecordedFile
{
    public static string Pages(string name) => Shared($"recordings/{name}.pages.br");

    public static string Requests(string name) => Shared($"recordings/{name}.requests.csv");

    private static string Shared(string file)
    {
        Assert.SkipWhen(SharedFolder.Path is null, "../shared/recordings is missing: record the /metrics of a vLLM server once a second, in the form of shared/Simulation/README.md");
        return SharedFolder.File(file)!;
    }
}
