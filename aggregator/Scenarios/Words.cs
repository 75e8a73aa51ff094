using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>The words of a scenario and what they mean, for reading and writing alike.</summary>
internal static class Words
{
    public static readonly (string Word, Role Meaning)[] Roles = [("both", Role.Both), ("prefill", Role.Prefill), ("decode", Role.Decode)];

    public static readonly (string Word, ReplicaState Meaning)[] States =
    [
        ("starting", ReplicaState.Starting),
        ("serving", ReplicaState.Serving),
        ("asleep", ReplicaState.Asleep),
        ("draining", ReplicaState.Draining),
        ("lost", ReplicaState.Lost),
    ];

    public static readonly (string Word, string Meaning)[] Engines = [("vllm", "vllm"), ("sglang", "sglang")];

    /// <summary>The word for a meaning.</summary>
    public static string Of<T>((string Word, T Meaning)[] words, T meaning)
        => Array.Find(words, entry => EqualityComparer<T>.Default.Equals(entry.Meaning, meaning)).Word;
}
