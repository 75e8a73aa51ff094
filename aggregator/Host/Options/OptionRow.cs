namespace Wva.Aggregator.Options;

/// <summary>One option: all that parsing, checking and <c>--help</c> know of it.</summary>
/// <param name="Name">Name on the command line, with its dashes.</param>
/// <param name="Argument">What follows it, as help writes it.</param>
/// <param name="Default">Default with unit, as help writes it.</param>
/// <param name="Required">It has no default and must be given.</param>
/// <param name="Allowed">What is allowed, with unit and bounds; ends the line of an error.</param>
/// <param name="Text">What it does, one sentence.</param>
/// <param name="TrySet">Puts a value into the options; false where it is not allowed.</param>
internal sealed record OptionRow(string Name, string Argument, string Default, bool Required, string Allowed, string Text, Func<AggregatorOptions, string, bool> TrySet)
{
    private const string EnvironmentPrefix = "WVA_AGGREGATOR_";

    /// <summary>Name in the environment.</summary>
    public string EnvironmentName { get; } = EnvironmentPrefix + Name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
}
