using System.Globalization;
using System.Text;
using Wva.Simulation.Recordings;

namespace Wva.AotSmoke.Tests;

/// <summary>An engine made of a few lines, whose load a test switches; its counters move each second, so that it never looks stalled.</summary>
internal sealed class MadeEngine : IAsyncDisposable
{
    /// <summary>KV use of a replica that has its share to carry: two of them ask for ceil(2 x 0.6 / 0.7) = 2.</summary>
    public const double BusyKvUse = 0.6;

    private const double LightKvUse = 0.1; // two of them ask for ceil(0.29) = 1
    private const double FullKvUse = 0.95; // one alone asks for 2
    private const int PhaseSeconds = 600;

    private static readonly double[] Phases = [BusyKvUse, LightKvUse, FullKvUse];

    private readonly ShiftedTimeProvider _time = new();
    private readonly RecordedEngine _engine;

    public MadeEngine() => _engine = RecordedEngine.Start(new RecordingPlayer([.. Phases.SelectMany(Pages)]), _time);

    public Uri Url => _engine.Url;

    /// <summary>Pages served.</summary>
    public long Answers => _engine.Answers;

    /// <summary>From now on there is little to do.</summary>
    public void BecomeLight() => JumpTo(1);

    /// <summary>From now on there is too much to do.</summary>
    public void BecomeFull() => JumpTo(2);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static IEnumerable<RecordedPage> Pages(double kvUse, int phase) =>
        Enumerable.Range(phase * PhaseSeconds, PhaseSeconds).Select(second => new RecordedPage(second, 200, 0.001, Encoding.UTF8.GetBytes(Page(kvUse, second))));

    private static string Page(double kvUse, int second) => string.Create(CultureInfo.InvariantCulture, $$"""
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="made"} 4.0
        vllm:num_requests_waiting{engine="0",model_name="made"} 0.0
        vllm:kv_cache_usage_perc{engine="0",model_name="made"} {{kvUse}}
        vllm:prompt_tokens_total{engine="0",model_name="made"} {{second * 300}}.0
        vllm:generation_tokens_total{engine="0",model_name="made"} {{second * 100}}.0
        vllm:request_success_total{engine="0",finished_reason="stop",model_name="made"} {{second}}.0

        """);

    private void JumpTo(int phase) => _time.Shift(TimeSpan.FromSeconds(phase * PhaseSeconds) - _engine.Elapsed);
}
