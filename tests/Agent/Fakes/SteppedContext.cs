namespace Wva.Agent.Tests.Fakes;

/// <summary>Runs all continuations of one thread's loops when that thread says so: a story plays the same at every run.</summary>
internal sealed class SteppedContext : SynchronizationContext
{
    private readonly Lock _lock = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_lock)
        {
            _posted.Enqueue((d, state));
        }
    }

    /// <summary>Does something with this context as the thread's own.</summary>
    public void Run(Action act)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            act();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what was posted, and what that posts, until there is nothing left.</summary>
    public void Drain()
    {
        while (TryTake(out var next))
        {
            next.Callback(next.State);
        }
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) next)
    {
        lock (_lock)
        {
            return _posted.TryDequeue(out next);
        }
    }
}
