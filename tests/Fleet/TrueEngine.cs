using Wva.Contracts;

namespace Wva.Fleet.Tests;

/// <summary>An engine as it truly is, in the smallest form: requests wait, run, finish; a restart loses all but the truth.</summary>
internal sealed class TrueEngine
{
    private int _waiting;
    private int _running;
    private int _finished;

    /// <summary>Requests that have arrived since the beginning of time.</summary>
    public int Arrived { get; private set; }

    public DateTimeOffset StartedAt { get; private set; } = Story.Noon;

    public void Arrive(int requests)
    {
        Arrived += requests;
        _waiting += requests;
    }

    public void Work(int requests)
    {
        var finishing = Math.Min(_running, requests);
        _running -= finishing;
        _finished += finishing;
        var starting = Math.Min(_waiting, requests);
        _waiting -= starting;
        _running += starting;
    }

    public void Restart(DateTimeOffset now)
    {
        (_waiting, _running, _finished) = (0, 0, 0);
        StartedAt = now;
    }

    public Sample Scrape() => Story.Page(running: _running, waiting: _waiting, kv: 0.1, finished: _finished);
}
