namespace Wva.Scaling;

/// <summary>Names of the rooms, as they stand in a <see cref="Reason"/>.</summary>
internal static class Stages
{
    public const string Analysis = "analysis";
    public const string Mix = "mix";
    public const string Zero = "zero";
    public const string Holds = "holds";
    public const string Limits = "limits";
}
