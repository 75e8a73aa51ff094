using System.Security.Cryptography.X509Certificates;

namespace Wva.Benchmarks.Connections;

/// <summary>Many agents in one process. A share of them samples every second, the rest says every ten that nothing has changed; their moments are spread evenly.</summary>
internal sealed class LoadGenerator(Uri aggregator, X509Certificate2Collection authorities, RecordedSamples engine, int count, double busyShare)
{
    private const int OpenedAtOnce = 32;
    private const int SlotsASecond = 100;
    private const int Phases = 20;

    private static readonly TimeSpan Slot = TimeSpan.FromSeconds(1.0 / SlotsASecond);

    private readonly LoadStream[] _streams = new LoadStream[count];
    private readonly int[] _next = new int[count];
    private long _sent;
    private long _late;

    /// <summary>Messages sent since the opening.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Messages that waited for the one before, and were left out.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>Streams that have ended, which none should.</summary>
    public int Ended => _streams.Count(stream => stream.HasEnded);

    /// <summary>Opens all.</summary>
    public Task OpenAsync(CancellationToken stop) => Parallel.ForAsync(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = stop },
        async (i, _) => _streams[i] = await LoadStream.OpenAsync(LoadStream.Channel(aggregator, authorities), $"pod-{i}", engine, _next[i] = i % Phases));

    /// <summary>Lets them speak until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Slot, TimeProvider.System);
        var began = TimeProvider.System.GetTimestamp();
        long slot = 0;
        while (await timer.WaitForNextTickAsync(stop))
        {
            // A late tick makes up for those it missed: the rate is what was asked for.
            for (var due = (long)(TimeProvider.System.GetElapsedTime(began) / Slot); slot < due; slot++)
            {
                SendDue(slot);
            }
        }
    }

    private void SendDue(long slot)
    {
        var busy = (int)Math.Round(count * busyShare);
        for (var i = slot % SlotsASecond; i < busy; i += SlotsASecond)
        {
            // Past the last sample the first follows: to the fleet a restart of the engine.
            _next[i] = (_next[i] + 1) % engine.Samples.Count;
            Count(_streams[i].TrySend(engine.Samples[_next[i]]));
        }

        const long IdleSlots = 10 * SlotsASecond;
        for (var i = busy + (slot % IdleSlots); i < count; i += IdleSlots)
        {
            Count(_streams[i].TrySend(null));
        }
    }

    private void Count(bool sent)
    {
        if (sent)
        {
            Interlocked.Increment(ref _sent);
        }
        else
        {
            Interlocked.Increment(ref _late);
        }
    }
}
