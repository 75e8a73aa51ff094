using System.Runtime.InteropServices;

namespace Wva.Replay.Scalers;

/// <summary>A number at a time: replicas that were recommended, or by which they changed.</summary>
/// <param name="At">When.</param>
/// <param name="Replicas">How many.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HpaChange(DateTimeOffset At, int Replicas);
