namespace Wva.Local.Run;

/// <summary>An agent that is started again a second after it has ended.</summary>
/// <param name="name">What to call it.</param>
/// <param name="program">The published agent.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="log">Where its words go.</param>
/// <param name="time">The clock.</param>
internal sealed class KeptAgent(string name, string program, IReadOnlyList<string> arguments, string log, TimeProvider time)
{
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(1);

    /// <summary>Runs it until told to stop; no process is left then.</summary>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await using (var agent = await ChildProcess.StartAsync(name, program, arguments, log, time))
            {
                await agent.WaitForEndAsync().WaitAsync(stop);
            }

            await Task.Delay(Restart, time, stop);
        }
    }
}
