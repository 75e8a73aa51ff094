namespace Wva.Simulation.Engines;

/// <summary>Why a request ended, by vLLM's words.</summary>
public enum FinishReason
{
    /// <summary>The model was done.</summary>
    Stop,

    /// <summary>As many tokens as were asked for, or as the model can hold.</summary>
    Length,

    /// <summary>The client gave up.</summary>
    Abort,
}
