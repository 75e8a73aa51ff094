using Wva.Aggregator.Cycle;

namespace Wva.Aggregator;

/// <summary>What probes ask.</summary>
internal static class Health
{
    /// <summary>The process answers.</summary>
    public static IResult Live() => Results.Text("ok\n");

    /// <summary>The store was read and a cycle has gone through.</summary>
    public static IResult Ready(CycleClock clock) => clock.Succeeded > 0
        ? Results.Text("ok\n")
        : Results.Text("no cycle has gone through yet\n", statusCode: StatusCodes.Status503ServiceUnavailable);
}
