using System.Globalization;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis;

/// <summary>An operator's word on one variant, while it has not expired: a number to publish, or that what is published stands. Bounds and limits still follow.</summary>
/// <param name="Target">The number, before bounds and limits.</param>
/// <param name="Reason">Who said it, and until when.</param>
internal sealed record OperatorWord(int Target, Reason Reason)
{
    /// <summary>The number and why; null where nobody said anything, or it has expired.</summary>
    /// <param name="hold">The word.</param>
    /// <param name="published">What is published; what there is, where nothing was.</param>
    /// <param name="now">Now; it is over from the moment of its expiry on.</param>
    public static OperatorWord? Of(OperatorHold? hold, int published, DateTimeOffset now)
    {
        if (hold is null || now >= hold.Until)
        {
            return null;
        }

        var (by, until) = (hold.By ?? "an operator", hold.Until is { } end ? string.Create(CultureInfo.InvariantCulture, $"until {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z") : "until it is taken back");
        return hold.Replicas is { } replicas
            ? new(Math.Max(0, replicas), Because(ReasonCodes.OperatorSet, string.Create(CultureInfo.InvariantCulture, $"{by} set {replicas}, {until}")))
            : new(published, Because(ReasonCodes.OperatorHeld, string.Create(CultureInfo.InvariantCulture, $"{by} holds {published}, {until}")));
    }

    private static Reason Because(string code, string message) => new(Stages.Holds, code, message);
}
