namespace Wva.Cli.Tests.Fakes;

/// <summary>Files by name, and standard input: what is not told of here is not there.</summary>
/// <param name="input">What standard input holds.</param>
internal sealed class FakeFiles(string input = "")
{
    /// <summary>One loaded replica.</summary>
    public const string SmallScenario = """
        {"id": "small", "models": [{"namespace": "ns", "modelID": "m", "variants": [{"name": "v", "cost": 5, "current": 1, "replicas": [{"kvCacheUsage": 0.9, "waiting": 6, "ageSeconds": 0.4}]}]}]}
        """;

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    public static FakeFiles None => new();

    public FakeFiles Add(string name, string text)
    {
        _files[name] = text;
        return this;
    }

    public TextReader OpenInput() => new StringReader(input);

    public TextReader Open(string name) => new StringReader(_files.TryGetValue(name, out var text) ? text : throw new FileNotFoundException($"Could not find file '{name}'."));
}
