namespace Wva.Scaling.Mix;

/// <summary>Variants that a need was spread over, by whatever rule.</summary>
internal interface ISized
{
    /// <summary>Replicas of a variant.</summary>
    /// <param name="index">Its place.</param>
    int Number(int index);

    /// <summary>Why a number is what it is, save for bounds.</summary>
    /// <param name="index">Place of the variant.</param>
    /// <param name="number">The number.</param>
    Reason Reason(int index, int number);
}
