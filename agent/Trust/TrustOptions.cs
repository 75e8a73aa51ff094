using Wva.Agent.Options;

namespace Wva.Agent.Trust;

/// <summary>Whom to take for the server behind one of the agent's addresses.</summary>
/// <param name="Option">The option with the address, for messages.</param>
/// <param name="CaFile">The only authorities; null: those that the machine trusts.</param>
/// <param name="Name">The name to prove; null: the host of the URL.</param>
/// <param name="Pins">Fingerprints of which the certificate must show one; none: any.</param>
/// <param name="CaOption">The option with the authorities, for messages.</param>
/// <param name="NameOption">The option with the name, for messages; null where there is none.</param>
/// <param name="Help">Options that say whom to trust, for messages.</param>
internal sealed record TrustOptions(string Option, string? CaFile, string? Name, IReadOnlyList<string> Pins, string CaOption, string? NameOption, string Help)
{
    /// <summary>True where it is said whom to trust, so that plain HTTP is no way out.</summary>
    public bool MustProve => CaFile is not null || Pins.Count > 0;

    /// <summary>Of the node's DCGM exporter.</summary>
    public static TrustOptions OfDcgm(AgentOptions options) => new("--dcgm", options.DcgmCaFile, null, [], "--dcgm-ca", null, "--dcgm-ca");

    /// <summary>Of the engine.</summary>
    public static TrustOptions OfEngine(AgentOptions options) =>
        new("--engine", options.EngineCaFile, options.EngineName, options.EnginePins, "--engine-ca", "--engine-name", "--engine-ca or --engine-pin");
}
