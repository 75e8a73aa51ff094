namespace Wva.Scaling;

/// <summary>Every reason code there is. Codes are never renamed or reused; the room's README says what each means.</summary>
public static class ReasonCodes
{
    /// <summary>No sample has come yet: no recommendation.</summary>
    public const string MetricsMissing = "MetricsMissing";
}
