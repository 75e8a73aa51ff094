namespace Wva.Scaling.Zero;

/// <summary>Whether a model may go to no replica at all.</summary>
/// <param name="Allowed">Whether it may, now.</param>
/// <param name="Reason">Why it goes, or why it does not though its time has come; null where nobody asks.</param>
internal readonly record struct ZeroVerdict(bool Allowed, Reason? Reason);
