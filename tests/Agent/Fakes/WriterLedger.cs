using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Wva.Contracts;

namespace Wva.Agent.Tests.Fakes;

/// <summary>What has arrived of one stream, held against the newest sample that there was when it was written.</summary>
internal sealed class WriterLedger
{
    private readonly FakeTimeProvider _time;
    private readonly Sample _newest = new();
    private readonly Sample _expected = new();
    private readonly Sample _state = new();
    private readonly List<TimeSpan> _arrivals = [];
    private readonly long _opened;
    private int _generation;
    private int _expectedGeneration;
    private int _described;
    private TimeSpan _began;
    private TimeSpan? _lastFull;
    private string _shape = "";

    /// <summary>The ledger of a stream that opens now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="before">The stream before; what was the newest sample still is.</param>
    public WriterLedger(FakeTimeProvider time, WriterLedger? before = null)
    {
        _time = time;
        _opened = time.GetTimestamp();
        if (before is not null)
        {
            _newest.CopyFrom(before._newest);
            _generation = before._generation;
        }
    }

    /// <summary>Time since the last message.</summary>
    public TimeSpan Silence => Now - (_arrivals.Count == 0 ? TimeSpan.Zero : _arrivals[^1]);

    private TimeSpan Now => _time.GetElapsedTime(_opened);

    /// <summary>This is the newest sample from now on.</summary>
    public void Newest(Sample sample, int generation)
    {
        _newest.CopyFrom(sample);
        _generation = generation;
    }

    /// <summary>A message is encoded: the newest sample of this moment is what it must bring.</summary>
    public void Begin()
    {
        _expected.CopyFrom(_newest);
        (_expectedGeneration, _began) = (_generation, Now);
    }

    /// <summary>True where the aggregator has all that a sample says.</summary>
    public bool Tells(Sample sample)
    {
        var encoder = new SampleEncoder();
        encoder.Write(new Frame(), _state, full: true);
        return !encoder.HasChanged(sample);
    }

    /// <summary>A message arrives in the moment in which its write ends.</summary>
    public void Take(ReadOnlyMemory<byte> message)
    {
        var kind = AgentMessages.ReadKind(message);
        Assert.Equal(_arrivals.Count == 0, kind == AgentMessageKind.Hello);
        _arrivals.Add(Now);
        Assert.InRange(_arrivals.Count(at => at > Now - TimeSpan.FromSeconds(1)), 1, Wire.MaxMessagesPerSecond);
        switch (kind)
        {
            case AgentMessageKind.Engine:
                _described = int.Parse(AgentMessages.ReadEngine(message).Version!, CultureInfo.InvariantCulture);
                break;
            case AgentMessageKind.Sample:
                TakeSample(message);
                break;
        }
    }

    private void TakeSample(ReadOnlyMemory<byte> message)
    {
        // Array, kind, full: the first three bytes of every sample.
        var full = message.Span[2] == 0xc3;
        SampleDecoder.Apply(message, _state);
        var shape = string.Join(',', _state.Rows.Select(row => row.Rank).Concat(_state.Gpus.Select(gpu => gpu.Uuid)));
        if (full)
        {
            Assert.True(_lastFull is null || _began - _lastFull >= Wire.FullSamplePeriod || shape != _shape, $"full again after {_began - _lastFull}");
            (_lastFull, _shape) = (Now, shape);
        }
        else
        {
            Assert.True(_began - _lastFull < Wire.FullSamplePeriod, $"{_began - _lastFull} after the last full sample, and this one is not");
        }

        Assert.True(Tells(_expected), "what was decoded is not the newest sample of the moment in which it was written");
        Assert.Equal((_expected.MonotonicMilliseconds, _expectedGeneration), (_state.MonotonicMilliseconds, _described));
    }
}
