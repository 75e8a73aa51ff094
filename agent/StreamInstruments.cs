using Wva.Agent.Stream;
using Wva.Contracts;
using Wva.Telemetry.Exposition;

namespace Wva.Agent;

/// <summary>What the agent counts of its streams. Not safe for threads: <see cref="AgentInstruments"/> is.</summary>
internal sealed class StreamInstruments
{
    private readonly long[] _reconnects = new long[Enum.GetValues<StreamEndKind>().Length];
    private readonly long[] _messages = new long[Enum.GetValues<AgentMessageKind>().Max(kind => (int)kind) + 1];
    private long _writtenBytes;

    /// <summary>Streams open and accepted.</summary>
    public int Open { get; set; }

    /// <summary>Counts a try to open a stream again, by how the one before it ended.</summary>
    public void Reconnecting(StreamEndKind cause) => _reconnects[(int)cause]++;

    /// <summary>Counts a message written.</summary>
    public void Wrote(AgentMessageKind kind, int bytes)
    {
        _messages[(int)kind]++;
        _writtenBytes += bytes;
    }

    /// <summary>Writes their families.</summary>
    public void WriteTo(ExpositionWriter page)
    {
        page.One("wva_agent_streams_open", "Streams open and accepted.", MetricKind.Gauge, Open);
        page.Each<StreamEndKind>("wva_agent_reconnects_total", "Tries to open a stream again, by how the one before it ended.", MetricKind.Counter, "cause", cause => _reconnects[(int)cause]);
        page.Each<AgentMessageKind>("wva_agent_messages_written_total", "Messages written to aggregators, by kind.", MetricKind.Counter, "kind", kind => _messages[(int)kind]);
        page.One("wva_agent_written_bytes_total", "Bytes of these messages, without framing.", MetricKind.Counter, _writtenBytes);
    }
}
