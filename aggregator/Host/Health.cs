using Wva.Aggregator.Cycle;

namespace Wva.Aggregator;

/// <summary>What probes ask.</summary>
internal static class Health
{
    /// <summary>The process answers.</summary>
    public static IResult Live() => Results.Text("ok\n");

    /// <summary>The store was read and a cycle has gone through, be it of one that decides or of one that stands by.</summary>
    public static IResult Ready(CycleClock clock) => clock.Succeeded + clock.Followed > 0
        ? Results.Text("ok\n")
        : Results.Text("no cycle has gone through yet\n", statusCode: StatusCodes.Status503ServiceUnavailable);
}
