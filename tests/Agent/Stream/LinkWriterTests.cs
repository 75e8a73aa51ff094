using Wva.Agent.Tests.Fakes;
using Wva.Contracts;

namespace Wva.Agent.Tests.Stream;

public sealed class LinkWriterTests : IDisposable
{
    private const string LongRank = "a rank that no message holds 32 times";

    private readonly WriterUnderTest _link = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Sample _state = new();
    private readonly MemoryStreamWriter _stream;
    private int _samples;
    private int _heartbeats;

    public LinkWriterTests() => _stream = new MemoryStreamWriter(Take);

    [Fact]
    public async Task A_sample_that_no_message_holds_is_told_once_without_its_rows_and_the_stream_goes_on()
    {
        Publish(LongRank, running: 1);
        await using var writing = Start();
        await Pump.UntilAsync(_link.Time, () => _samples == 1, "the first sample");
        Assert.Empty(_state.Rows);
        Assert.Equal("32 ranks take more than a message of 16384 bytes, or hold what has no place in one", _state.Error);

        var heartbeats = _heartbeats;
        Publish(LongRank, running: 2);
        await Pump.UntilAsync(_link.Time, () => _heartbeats > heartbeats, "a heartbeat");
        Assert.Equal(1, _samples);

        _link.Time.Advance(Wire.FullSamplePeriod);
        Publish("r", running: 3);
        await Pump.UntilAsync(_link.Time, () => _samples == 2, "a sample that fits");
        Assert.Equal((32, null, 3), (_state.Rows.Count, _state.Error, _state.Rows[0].Known(RowField.Running)));
    }

    [Fact]
    public async Task GPUs_for_which_a_message_has_no_room_cost_no_row_are_told_once_and_come_back_when_they_fit()
    {
        Publish("r", running: 1, gpus: 110);
        await using var writing = Start();
        await Pump.UntilAsync(_link.Time, () => _samples == 1, "the first sample");
        Assert.Equal((32, 0, null, 1), (_state.Rows.Count, _state.Gpus.Count, _state.Error, _state.Rows[0].Known(RowField.Running)));
        for (var page = 2; page <= 40; page++)
        {
            _link.Time.Advance(TimeSpan.FromSeconds(1));
            Publish("r", running: page, gpus: 110);
            await Pump.UntilAsync(() => _samples == page, $"page {page}");
            Assert.Equal((32, 0, page), (_state.Rows.Count, _state.Gpus.Count, _state.Rows[0].Known(RowField.Running)));
        }

        var line = Assert.Single(_link.Log.Texts);
        Assert.StartsWith("1026 aggregator.test at 127.0.0.1:1 gets samples without GPUs: 32 ranks with 110 GPUs take more than a message of 16384 bytes", line, StringComparison.Ordinal);
        _link.Time.Advance(Wire.FullSamplePeriod);
        Publish("r", running: 41, gpus: 2);
        await Pump.UntilAsync(_link.Time, () => _state.Gpus.Count == 2, "GPUs that fit");
        Assert.Equal(41, _state.Rows[0].Known(RowField.Running));
    }

    [Fact]
    public async Task Neither_rows_nor_GPUs_that_fit_are_told_without_both()
    {
        Publish(LongRank, running: 1, gpus: 110);
        await using var writing = Start();
        await Pump.UntilAsync(_link.Time, () => _samples == 1, "the first sample");
        Assert.Equal((0, 0), (_state.Rows.Count, _state.Gpus.Count));
        Assert.StartsWith("32 ranks take more than", _state.Error, StringComparison.Ordinal);
        Assert.Empty(_link.Log.Texts);
    }

    [Fact]
    public async Task Of_all_samples_that_come_while_a_write_is_held_up_only_the_newest_is_written()
    {
        Publish("r", running: 1);
        await using var writing = Start();
        await Pump.UntilAsync(_link.Time, () => _samples == 1, "the first sample");
        _link.Time.Advance(TimeSpan.FromSeconds(1));
        _stream.Hold();
        Publish("r", running: 2);
        await Pump.UntilAsync(() => _stream.IsWriting, "a write that waits");
        for (var page = 3; page <= 1000; page++)
        {
            Publish("r", running: page);
            _link.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, _samples);
        _stream.Release();
        await Pump.UntilAsync(_link.Time, () => _samples == 3, "the one that waited and the newest");
        Assert.Equal(1000, _state.Rows[0].Known(RowField.Running));
        _link.Time.Advance(TimeSpan.FromSeconds(1));
        Publish("r", running: 1001);
        await Pump.UntilAsync(_link.Time, () => _samples == 4, "the next one, and none of those between");
    }

    [Fact]
    public void Resource_exhausted_halves_the_messages_for_a_minute()
    {
        var context = new SteppedContext();
        context.Run(() =>
        {
            Publish("r", running: 0);
            var writing = _link.Writer.RunAsync(_stream, _stop.Token);
            Written();
            Assert.InRange(Written(), 99, 100);
            _link.Writer.Gap.Complained();
            Written();
            Assert.InRange(Written(), 49, 50);
            _link.Time.Advance(TimeSpan.FromMinutes(1));
            Written();
            Assert.InRange(Written(), 99, 100);
            _stop.Cancel();
            context.Drain();
            Assert.True(writing.IsCanceled);
        });

        int Written()
        {
            var before = _samples;
            for (var page = 1; page <= 200; page++)
            {
                Publish("r", running: page);
                context.Drain();
                _link.Time.Advance(TimeSpan.FromMilliseconds(50));
                context.Drain();
            }

            return _samples - before;
        }
    }

    public void Dispose()
    {
        _link.Dispose();
        _stop.Dispose();
    }

    private Ending Start() => new(_link.Writer.RunAsync(_stream, _stop.Token), _stop);

    private void Publish(string rank, double running, int gpus = 0)
    {
        var sample = new Sample();
        for (var i = 0; i < Wire.MaxRows; i++)
        {
            var name = rank == LongRank ? new string('r', 600) : rank;
            sample.AddRow(name).Set(RowField.Running, running);
        }

        for (var i = 0; i < gpus; i++)
        {
            var gpu = sample.AddGpu($"GPU-{i:x4}-5f0c2a11-9d1e-4c57-8a43-2b6f0c9d3c8a");
            gpu.Model = "NVIDIA H100 80GB HBM3 with a name that is as long as names of GPUs become";
            foreach (var field in Enum.GetValues<GpuField>())
            {
                gpu.Set(field, (i + 0.5) / 7);
            }
        }

        _link.Latest.Publish(sample, default);
    }

    private void Take(ReadOnlyMemory<byte> message)
    {
        switch (AgentMessages.ReadKind(message))
        {
            case AgentMessageKind.Sample:
                SampleDecoder.Apply(message, _state);
                Interlocked.Increment(ref _samples);
                break;
            case AgentMessageKind.Heartbeat:
                Interlocked.Increment(ref _heartbeats);
                break;
            default:
                break;
        }
    }

    private sealed class Ending(Task writing, CancellationTokenSource stop) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        }
    }
}
