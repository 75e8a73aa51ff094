namespace Wva.Cli.Commands;

/// <summary>Whom to ask.</summary>
/// <param name="Servers">Addresses; empty where there is a problem.</param>
/// <param name="Origin">Where they were found, for messages.</param>
/// <param name="Problem">What is wrong, one sentence; null where nothing is.</param>
internal sealed record ServerChoice(IReadOnlyList<Uri> Servers, string Origin, string? Problem);
