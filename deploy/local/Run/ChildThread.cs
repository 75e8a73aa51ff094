namespace Wva.Local.Run;

/// <summary>
/// The one thread that starts child processes. The kernel kills a child whose parent *thread* ends (PR_SET_PDEATHSIG), and threads of the pool come and go:
/// so the starter must live as long as this process, and then even <c>kill -9</c> of it leaves nothing behind.
/// </summary>
internal static class ChildThread
{
    private static readonly System.Collections.Concurrent.BlockingCollection<Action> Work = [];

    static ChildThread() => new Thread(Run) { IsBackground = true, Name = "child processes" }.Start();

    /// <summary>Runs a function on the thread.</summary>
    public static async Task<T> RunAsync<T>(Func<T> function)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                outcome.SetResult(function());
            }
#pragma warning disable CA1031 // whatever it is, it belongs to the caller, not to this thread
            catch (Exception e)
#pragma warning restore CA1031
            {
                outcome.SetException(e);
            }
        });
        return await outcome.Task;
    }

    private static void Run()
    {
        foreach (var action in Work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
