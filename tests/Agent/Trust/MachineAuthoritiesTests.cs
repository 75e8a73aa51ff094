using Wva.Agent.Options;
using Wva.Agent.Tests.Fakes;
using Wva.Agent.Trust;
using Wva.Testing;

namespace Wva.Agent.Tests.Trust;

public sealed class MachineAuthoritiesTests
{
    private const string Pin = "--engine-pin 0123456789012345678901234567890123456789012345678901234567890123";

    [Theory]
    [InlineData("--aggregator https://a:1", true)]
    [InlineData("--aggregator https://a:1 --aggregator-ca FILE", false)]
    [InlineData("--aggregator https://a:1 --aggregator-ca FILE --engine https://127.0.0.1:8000", true)]
    [InlineData("--aggregator https://a:1 --aggregator-ca FILE --engine http://127.0.0.1:8000,https://127.0.0.1:8001", true)]
    [InlineData("--aggregator https://a:1 --aggregator-ca FILE --engine https://127.0.0.1:8000 --engine-ca FILE", false)]
    [InlineData("--aggregator https://a:1 --aggregator-ca FILE --engine https://127.0.0.1:8000 " + Pin, false)]
    [InlineData("--aggregator https://a:1 --aggregator-ca FILE --node n --dcgm https://10.0.0.1:9400", true)]
    [InlineData("--aggregator https://a:1 --aggregator-ca FILE --node n --dcgm https://10.0.0.1:9400 --dcgm-ca FILE", false)]
    [InlineData("--aggregator https://a:1 --aggregator-ca FILE --node n --dcgm http://10.0.0.1:9400", false)]
    public void The_machines_authorities_are_needed_only_where_a_server_has_no_others(string arguments, bool needed)
    {
        using var files = new EngineFiles();
        using var leaf = SelfSignedLeaf.Make(true, ["a"]);
        var command = CommandLine.Read(arguments.Replace("FILE", files.Write(leaf), StringComparison.Ordinal).Split(' '), new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.Empty(command.Errors);
        Assert.Equal(needed, MachineAuthorities.AreNeeded(command.Options));
    }
}
