namespace Wva.Agent.Tests.Fakes;

/// <summary>One sample as an aggregator has it.</summary>
/// <param name="AtMilliseconds">The agent's clock when its page was read.</param>
/// <param name="Finished">The first row's count of finished requests; null where it is not known.</param>
internal sealed record Received(long AtMilliseconds, double? Finished);
