namespace Wva.Telemetry.Engines;

/// <summary>An info metric (value 1) whose labels describe the KV cache.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BlockSizeLabel">Tokens a block.</param>
/// <param name="TokensLabel">Tokens of one rank's cache.</param>
/// <param name="BlocksLabel">Blocks of all ranks together, repeated on each rank's series.</param>
public sealed record CacheInfoSource(string Name, string BlockSizeLabel, string TokensLabel, string BlocksLabel);
