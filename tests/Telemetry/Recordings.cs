using Wva.Simulation.Recordings;
using Wva.Testing;

namespace Wva.Telemetry.Tests;

/// <summary>The recorded pages of a real vLLM; skips the test where the folder is not there.</summary>
internal static class Recordings
{
    private const string Missing = "the folder 'shared/recordings' beside the checkout is missing: recordings of a real vLLM, each NAME.pages.br a Brotli file of its /metrics pages";

    public static IReadOnlyList<RecordedPage> Pages(string name)
    {
        Assert.SkipWhen(SharedFolder.Path is null, Missing);
        return RecordingReader.ReadAll(SharedFolder.File($"recordings/{name}.pages.br")!);
    }

    public static IReadOnlyList<RecordedRequest> Requests(string name)
    {
        Assert.SkipWhen(SharedFolder.Path is null, Missing);
        return RecordedRequests.Read(SharedFolder.File($"recordings/{name}.requests.csv")!);
    }
}
