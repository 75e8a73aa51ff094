using System.Runtime.InteropServices;
using Wva.Simulation.Traces;

namespace Wva.Simulation.Serving;

/// <summary>A request that was answered, as its client saw it.</summary>
/// <param name="Replica">Who answered.</param>
/// <param name="Request">The request.</param>
/// <param name="WaitedSeconds">How long it waited at the router for a ready replica.</param>
/// <param name="Answer">The engine's word; its seconds begin where the wait ends.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RoutedAnswer(string Replica, TraceRequest Request, double WaitedSeconds, AnswerLine Answer)
{
    /// <summary>Time to the first token, the wait included, seconds.</summary>
    public double TtftSeconds => WaitedSeconds + Answer.TtftSeconds;
}
