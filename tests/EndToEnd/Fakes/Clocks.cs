using Microsoft.Extensions.Time.Testing;

namespace Wva.EndToEnd.Tests.Fakes;

/// <summary>Clocks that one hand moves, one a process: that of a killed process stands, so that it never does anything again.</summary>
internal sealed class Clocks
{
    private readonly List<FakeTimeProvider> _running = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Start()
    {
        var clock = new FakeTimeProvider(Now);
        _running.Add(clock);
        return clock;
    }

    public void Stop(FakeTimeProvider clock) => _running.Remove(clock);

    public void Advance(TimeSpan by)
    {
        Now += by;
        foreach (var clock in _running)
        {
            clock.Advance(by);
        }
    }
}
