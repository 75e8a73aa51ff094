using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Wva.Aggregator;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;

const int WrongUsage = 2;

var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
var command = CommandLine.Read(args, environment);
foreach (var error in command.Errors)
{
    await Console.Error.WriteLineAsync(error);
}

if (command.Errors.Length > 0)
{
    return WrongUsage;
}

if (command.Mode != AggregatorMode.Run)
{
    await Console.Out.WriteAsync(command.Mode == AggregatorMode.Help
        ? HelpText.Write()
        : $"wva-aggregator {Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}\n");
    return 0;
}

TlsBuffers.UseOwnPages(environment.Keys);
try
{
    await using var app = AggregatorHost.Build(command.Options, TimeProvider.System, log => log.AddSimpleConsole(LogFormat.Set));
    await app.StartAsync();
    await Announcement.MakeAsync(app.Services.GetRequiredService<IServer>(), command.Options, app.Logger);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
