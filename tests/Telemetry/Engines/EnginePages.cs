using Wva.Testing;

namespace Wva.Telemetry.Tests.Engines;

/// <summary>The folder of whole pages, <c>NAME.prom</c>, each with the sample that it must give, <c>NAME.json</c>.</summary>
internal static class EnginePages
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Telemetry", "Engines", "Pages");

    public static IReadOnlyList<string> Names(string extension) =>
        [.. Directory.EnumerateFiles(Folder, "*" + extension).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static byte[] Page(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".prom"));

    public static byte[] Expectation(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));
}
