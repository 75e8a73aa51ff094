using System.Globalization;
using Wva.Testing;

namespace Wva.AotSmoke.Tests;

/// <summary>The published agent with an engine to read and a stream that is open.</summary>
public sealed class SteadyAgentTests
{
    // 2.6 MiB of the process's own are measured. Each setting of agent/Wva.Agent.csproj that a later runtime did not know any more would cost a megabyte or more, and say nothing.
    private const long MaxOwnKiB = 3_600;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_stays_small_and_ends_within_a_second_when_asked()
    {
        await using var engine = new MadeEngine();
        await using var system = await SmokeSystem.StartAsync();
        await using var agent = await system.StartAgentAsync("v-0", engine);
        await Eventually.TrueAsync("a stream", Patience, () => agent.LastLines.Any(line => line.EndsWith(" is up", StringComparison.Ordinal)), Stop);
        await Eventually.TrueAsync($"at most {MaxOwnKiB} KiB of its own, once what the start left behind is given back", Patience, () => OwnKiB(agent.Id) <= MaxOwnKiB, Stop);

        var asked = TimeProvider.System.GetTimestamp();
        agent.AskToEnd();
        await agent.WaitForEndAsync();

        Assert.Equal(0, agent.ExitCode);
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static long OwnKiB(int process)
    {
        const string Name = "RssAnon:";
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(Name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(Name.Length, line.Length - Name.Length - "kB".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
