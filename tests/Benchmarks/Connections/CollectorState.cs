namespace Wva.Benchmarks.Connections;

/// <summary>What a process holds, by its own word.</summary>
/// <param name="HeapBytes">Objects, and the gaps between them, after the last collection.</param>
/// <param name="FragmentedBytes">Of these, gaps.</param>
/// <param name="CommittedBytes">What the collector has taken from the system.</param>
/// <param name="NativeUsedBytes">What the C library has given out of its heaps and not got back.</param>
/// <param name="NativeMappedBytes">What it has given out on pages of their own, touched or not.</param>
internal sealed record CollectorState(long HeapBytes, long FragmentedBytes, long CommittedBytes, long NativeUsedBytes, long NativeMappedBytes);
