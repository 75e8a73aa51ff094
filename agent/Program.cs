using System.Collections;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Wva.Agent;
using Wva.Agent.Logging;
using Wva.Agent.Once;
using Wva.Agent.Options;
using Wva.Agent.Stream;
using Wva.Agent.Trust;
using Wva.Agent.Watch;

const int Failed = 1;
const int WrongUsage = 2;

// Plain streams: Console.Out and Console.Error bring the terminal's database with them.
await using var output = new StreamWriter(Console.OpenStandardOutput());
await using var errors = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };

ProcessMemory.UseOneArena();
var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
var command = CommandLine.Read(args, environment);
foreach (var error in command.Errors)
{
    await TellAsync(errors, error);
}

if (command.Errors.Length > 0)
{
    return WrongUsage;
}

try
{
    var code = await ObeyAsync(command, environment, output, errors);
    await output.FlushAsync();
    return code;
}
catch (IOException exception)
{
    // A disk is full, say: whoever asked must not take half of the answer for the whole.
    await TellAsync(errors, $"standard output cannot be written: {exception.Message}");
    return Failed;
}

static async Task TellAsync(TextWriter errors, string text)
{
    try
    {
        await errors.WriteLineAsync($"wva-agent: {text}");
    }
    catch (IOException)
    {
        // The exit code is all that can be said.
    }
}

static async Task<int> ObeyAsync(AgentCommand command, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter errors)
{
    switch (command.Mode)
    {
        case AgentMode.Help:
            await output.WriteAsync(HelpText.Write());
            return 0;
        case AgentMode.Version:
            await output.WriteLineAsync(AgentVersion.Text);
            return 0;
        case AgentMode.Once:
            return await new OnceCommand(command.Options, TimeProvider.System, output, errors).RunAsync(command.PageUrl!, command.Json, CancellationToken.None);
        case AgentMode.Watch:
            return await WatchAsync(command, environment, errors);
        default:
            return await RunAsync(command.Options, errors);
    }
}

static async Task<int> WatchAsync(AgentCommand command, IReadOnlyDictionary<string, string> environment, TextWriter errors)
{
    using var stopping = new CancellationTokenSource();
    var stop = (PosixSignalContext context) =>
    {
        context.Cancel = true;
        stopping.Cancel();
    };
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, stop);
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, stop);
    using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, stop);
    using var standardOutput = new SafeFileHandle(1, ownsHandle: false);
    await using var output = new FileStream(standardOutput, FileAccess.Write, bufferSize: 0);
    var view = WatchViews.For(command, environment, output, errors, TimeProvider.System);
    using var gpus = new WatchGpus(command.Options, TimeProvider.System, errors);
    var copyGpus = command.Options.DcgmUrl is null ? null : await gpus.StartAsync(stopping.Token);
    return await new WatchCommand(command.Options, TimeProvider.System, view, copyGpus).RunAsync(command.PageUrl!, stopping.Token);
}

static async Task<int> RunAsync(AgentOptions options, TextWriter errors)
{
    if (!MachineAuthorities.AreNeeded(options))
    {
        MachineAuthorities.LeaveOut();
    }

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
        await TellAsync(errors, $"--listen: '{options.Listen}' is not to be had: {exception.Message}");
        return WrongUsage;
    }
}
