namespace Wva.Scaling.Analysis;

/// <summary>Load in replicas, as each of the two signals shows it.</summary>
/// <param name="Kv">By KV cache.</param>
/// <param name="Queue">By requests waiting.</param>
internal readonly record struct Load(double Kv, double Queue)
{
    public static Load Full { get; } = new(1, 1);

    public static Load operator +(Load a, Load b) => new(a.Kv + b.Kv, a.Queue + b.Queue);

    public static Load operator *(Load a, double factor) => new(a.Kv * factor, a.Queue * factor);

    public static Load Least(Load a, Load b) => new(Math.Min(a.Kv, b.Kv), Math.Min(a.Queue, b.Queue));

    public static Load Most(Load a, Load b) => new(Math.Max(a.Kv, b.Kv), Math.Max(a.Queue, b.Queue));
}
