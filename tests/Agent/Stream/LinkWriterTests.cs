using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Stream;
using Wva.Agent.Tests.Fakes;
using Wva.Contracts;

namespace Wva.Agent.Tests.Stream;

public sealed class LinkWriterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LatestSample _latest = new();
    private readonly Written _written = new();

    [Fact]
    public async Task A_sample_that_no_message_holds_is_told_once_without_its_rows_and_the_stream_goes_on()
    {
        using var writer = new LinkWriter(new Hello(Wire.Protocol, "default", "pod-1", "", "node-1", "1"), _latest, _time, new AgentInstruments(_time));
        using var stop = new CancellationTokenSource();
        Publish(nameLength: 600, running: 1);
        var writing = writer.RunAsync(_written, stop.Token);
        await Pump.UntilAsync(_time, () => _written.Samples == 1, "the first sample");
        Assert.Empty(_written.State.Rows);
        Assert.Equal("32 ranks and 0 GPUs take more than a message of 16384 bytes, or hold what has no place in one", _written.State.Error);

        var heartbeats = _written.Heartbeats;
        Publish(nameLength: 600, running: 2);
        await Pump.UntilAsync(_time, () => _written.Heartbeats > heartbeats, "a heartbeat");
        Assert.Equal(1, _written.Samples);

        _time.Advance(Wire.FullSamplePeriod);
        Publish(nameLength: 2, running: 3);
        await Pump.UntilAsync(_time, () => _written.Samples == 2, "a sample that fits");
        Assert.Equal((32, null, 3), (_written.State.Rows.Count, _written.State.Error, _written.State.Rows[0].Known(RowField.Running)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    private void Publish(int nameLength, double running)
    {
        var sample = new Sample();
        for (var i = 0; i < Wire.MaxRows; i++)
        {
            sample.AddRow(new string('r', nameLength)).Set(RowField.Running, running);
        }

        _latest.Publish(sample, default);
    }

    private sealed class Written : IClientStreamWriter<Frame>
    {
        private int _samples;
        private int _heartbeats;

        public Sample State { get; } = new();

        public int Samples => Volatile.Read(ref _samples);

        public int Heartbeats => Volatile.Read(ref _heartbeats);

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(Frame message)
        {
            switch (AgentMessages.ReadKind(message.Memory))
            {
                case AgentMessageKind.Sample:
                    SampleDecoder.Apply(message.Memory, State);
                    Interlocked.Increment(ref _samples);
                    break;
                case AgentMessageKind.Heartbeat:
                    Interlocked.Increment(ref _heartbeats);
                    break;
                default:
                    break;
            }

            return Task.CompletedTask;
        }

        public Task WriteAsync(Frame message, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return WriteAsync(message);
        }

        public Task CompleteAsync() => Task.CompletedTask;
    }
}
