using System.Runtime.InteropServices;
using Wva.Local;
using Wva.Local.Cluster;
using Wva.Local.Own;
using Wva.Local.Recorded;
using Wva.Local.View;

if (args.Contains("--help", StringComparer.Ordinal))
{
    await Console.Out.WriteLineAsync(UpArguments.Help);
    return 0;
}

var isEngine = args is [EngineArguments.Word, ..];
var (options, errors) = isEngine ? (null, []) : UpArguments.Read(args);
if (options is null && !isEngine)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, errors));
    return 2;
}

var endedBy = 0;
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
try
{
    await RunAsync();
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    // Ended before it had begun: there is nothing to sum up.
}
#pragma warning disable CA1031 // the end of the process: whatever it is, one line says so and the children are gone by then
catch (Exception e)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync($"up: {e.Message}");
    return 1;
}

return endedBy == 0 ? 0 : 128 + endedBy;

Task RunAsync()
{
    if (options is null)
    {
        return EngineProcess.RunAsync(args, TimeProvider.System, stop.Token);
    }

    var onScreen = !options.Plain && !Console.IsOutputRedirected;
    options = options with { Plain = !onScreen };
    IFleetOutput view = onScreen
        ? new ScreenOutput(Console.Out, () => new ScreenSize(Console.WindowWidth, Console.WindowHeight), coloured: true)
        : new PlainOutput(Console.Out);
    return options switch
    {
        { Recording: not null } => new RecordedCommand(options, TimeProvider.System, Console.Out, view).RunAsync(stop.Token),
        { Engines.Count: > 0 } => new OwnCommand(options, TimeProvider.System, Console.Out, view).RunAsync(stop.Token),
        _ => new ClusterCommand(options, TimeProvider.System, Console.Out, view).RunAsync(stop.Token),
    };
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true; // not at once: the children go first
    endedBy = signal.Signal switch { PosixSignal.SIGINT => 2, PosixSignal.SIGTERM => 15, _ => 1 };
    stop.Cancel();
}
