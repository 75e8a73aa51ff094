using Wva.Local.Cluster;
using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary>What runs below an <c>up</c> around a simulated cluster, to be killed and stopped.</summary>
/// <param name="up">The run.</param>
internal sealed class RunProcesses(UpRun up)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Ports of the engines that run now.</summary>
    public int[] EnginePorts() => [.. up.Children().Select(child => child.Command).Where(IsEngine).Select(Port)];

    /// <summary>Sends a signal to the agent of a pod.</summary>
    /// <param name="signal">The signal, with its dash.</param>
    /// <param name="pod">The pod; null is any.</param>
    /// <returns>The pod.</returns>
    public async Task<string> SignalAgentAsync(string signal, string? pod = null)
    {
        var agent = Agent(pod);
        await up.SignalAsync(signal, agent.Id);
        return ValueOf(agent.Command, "--pod-name");
    }

    /// <summary>kill -9 of the engine of a pod.</summary>
    /// <param name="pod">The pod; null is any.</param>
    public Task KillEngineAsync(string? pod = null)
    {
        var port = new Uri(ValueOf(Agent(pod).Command, "--engine")).Port;
        return up.SignalAsync("-KILL", up.Children().Single(child => IsEngine(child.Command) && Port(child.Command) == port).Id);
    }

    /// <summary>kill -9 of aggregators, all at once.</summary>
    public Task KillAggregatorsAsync(params string[] identities) => Task.WhenAll(Aggregators(identities).Select(id => up.SignalAsync("-KILL", id)));

    /// <summary>kill -9 of an aggregator that was killed before, as soon as there is a process of it again.</summary>
    public async Task KillStartingAggregatorAsync(string identity)
    {
        await Eventually.TrueAsync($"{identity} has ended", Patience, () => Aggregators(identity).Count == 0, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync($"{identity} starts", Patience, () => Aggregators(identity).Count > 0, TestContext.Current.CancellationToken);
        await KillAggregatorsAsync(identity);
    }

    private IReadOnlyList<int> Aggregators(params string[] identities) =>
        [.. up.Children().Where(child => child.Command.Contains("--identity") && identities.Contains(ValueOf(child.Command, "--identity"), StringComparer.Ordinal)).Select(child => child.Id)];

    private (int Id, string[] Command) Agent(string? pod) => up.Children().First(child => child.Command.Contains("--pod-name") && (pod is null || ValueOf(child.Command, "--pod-name") == pod));

    private static bool IsEngine(string[] command) => command is [_, EngineArguments.Word, ..];

    private static int Port(string[] command) => EngineArguments.Read(command[1..]).Port;

    private static string ValueOf(string[] command, string option) => command[Array.IndexOf(command, option) + 1];
}
