using System.Collections;
using Wva.Api;
using Wva.Cli;
using Wva.Cli.Commands;

var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
var world = new CliWorld
{
    Out = Console.Out,
    Error = Console.Error,
    In = Console.In,
    OpenFile = File.OpenText,
    Environment = environment,
    IsTerminal = !Console.IsOutputRedirected && environment.GetValueOrDefault("TERM", "dumb") is not ("dumb" or ""),
    CreateHttp = AggregatorClient.CreateHttp,
    Time = TimeProvider.System,
};
return await WvaCommand.RunAsync(args, world);
