using System.Collections.Immutable;

namespace Wva.Aggregator.Options;

/// <summary>A command line and environment, read and checked.</summary>
/// <param name="Mode">What is asked for.</param>
/// <param name="Options">All settings; to be used only where there are no errors.</param>
/// <param name="Errors">Every error, one line each; empty where all is well.</param>
internal sealed record AggregatorCommand(AggregatorMode Mode, AggregatorOptions Options, ImmutableArray<string> Errors);
