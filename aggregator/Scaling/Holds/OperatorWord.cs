using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Holds;

/// <summary>An operator's word on one variant, while it has not expired: a number to publish, or that what is published stands. Bounds and limits still follow.</summary>
internal static class OperatorWord
{
    /// <summary>The number and why; null where nobody said anything, or it has expired.</summary>
    /// <param name="hold">The word.</param>
    /// <param name="published">What is published; what there is, where nothing was.</param>
    /// <param name="now">Now; it is over from the moment of its expiry on.</param>
    public static (int Target, Reason Reason)? Of(OperatorHold? hold, int published, DateTimeOffset now)
    {
        if (hold is null || now >= hold.Until)
        {
            return null;
        }

        var (by, until) = (hold.By ?? "an operator", hold.Until is { } end ? string.Create(CultureInfo.InvariantCulture, $"until {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z") : "until it is taken back");
        return hold.Replicas is { } replicas
            ? (Math.Max(0, replicas), Because(ReasonCodes.OperatorSet, string.Create(CultureInfo.InvariantCulture, $"{by} set {replicas}, {until}")))
            : (published, Because(ReasonCodes.OperatorHeld, string.Create(CultureInfo.InvariantCulture, $"{by} holds {published}, {until}")));
    }

    private static Reason Because(string code, string message) => new(Stages.Holds, code, message);
}
