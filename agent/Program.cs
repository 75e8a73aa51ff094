using System.Collections;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wva.Agent;
using Wva.Agent.Logging;
using Wva.Agent.Once;
using Wva.Agent.Options;
using Wva.Agent.Stream;

const int WrongUsage = 2;

// Plain streams: Console.Out and Console.Error bring the terminal's database with them.
await using var output = new StreamWriter(Console.OpenStandardOutput());
await using var errors = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };

ProcessMemory.UseOneArena();
var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
var command = CommandLine.Read(args, environment);
if (command.Errors.Length > 0)
{
    foreach (var error in command.Errors)
    {
        await errors.WriteLineAsync($"wva-agent: {error}");
    }

    return WrongUsage;
}

switch (command.Mode)
{
    case AgentMode.Help:
        await output.WriteAsync(HelpText.Write());
        return 0;
    case AgentMode.Version:
        await output.WriteLineAsync(AgentVersion.Text);
        return 0;
    case AgentMode.Once:
        return await new OnceCommand(command.Options, TimeProvider.System, output, errors).RunAsync(command.OnceUrl!, command.Json, CancellationToken.None);
    default:
        return await RunAsync(command.Options, errors);
}

static async Task<int> RunAsync(AgentOptions options, TextWriter errors)
{
    var builder = Host.CreateEmptyApplicationBuilder(null);
    builder.Services
        .AddAgent(options)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new Random())
        .AddSingleton<INameResolver, SystemNameResolver>()
        .Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true)
        .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(0.5));
    using var log = new StderrLoggerProvider(errors, TimeProvider.System);
    builder.Logging.AddProvider(log);
    using var host = builder.Build();
    try
    {
        await host.RunAsync();
        return Environment.ExitCode;
    }
    catch (SocketException exception)
    {
        await errors.WriteLineAsync($"wva-agent: --listen: '{options.Listen}' is not to be had: {exception.Message}");
        return WrongUsage;
    }
}
