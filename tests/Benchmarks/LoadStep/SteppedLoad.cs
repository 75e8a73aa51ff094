using Wva.Simulation.Engines;
using Wva.Simulation.Serving;

namespace Wva.Benchmarks.LoadStep;

/// <summary>What a simulated engine is given: what it holds before the step, and the step itself.</summary>
/// <param name="Before">Requests that it answers meanwhile, one after the other so that none waits.</param>
internal sealed record SteppedLoad(IReadOnlyList<RequestLine> Before)
{
    private const int OutputTokens = 4_000; // longer than a start lasts
    private const int LongPrompt = 8_000;
    private const int StepRequests = 60;
    private const int StepPrompt = 300;

    /// <summary>The engine: Llama-3.1-8B on an A10G.</summary>
    public static EngineParameters Engine { get; } = EngineProfiles.Find("llama-8b-a10g-tp1")!;

    /// <summary>One short request: the engine is at ease, and read every second.</summary>
    public static SteppedLoad AtEase { get; } = new([Holding(0, StepPrompt)]);

    /// <summary>Three long ones, found in the prefix cache: the KV cache is at 0.63 of the 0.70 that ask for another replica, and it is read every 250 ms.</summary>
    public static SteppedLoad NearThreshold { get; } = new([Holding(0, LongPrompt), Holding(1, LongPrompt), Holding(2, LongPrompt)]);

    /// <summary>The step: more prompts at once than the engine reads in an iteration, so that most of them wait.</summary>
    public static IReadOnlyList<RequestLine> Step { get; } = [.. Enumerable.Range(100, StepRequests).Select(static id => new RequestLine(id, StepPrompt, OutputTokens, 0))];

    private static RequestLine Holding(long id, int prompt) => new(id, prompt, OutputTokens, prompt - 1);
}
