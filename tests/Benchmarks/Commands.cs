using Wva.Benchmarks.Connections;
using Wva.Benchmarks.Deciding;
using Wva.Benchmarks.Footprint;
using Wva.Benchmarks.LoadStep;
using Wva.Benchmarks.Reader;
using Wva.Benchmarks.Simulation;
using Wva.Benchmarks.WireBytes;

namespace Wva.Benchmarks;

/// <summary>The benchmarks that run whole programs, by the word on the command line.</summary>
internal static class Commands
{
    /// <summary>A benchmark: its arguments, where results and complaints go, what ends it; the exit code.</summary>
    public delegate Task<int> Command(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop);

    /// <summary>The benchmark of a name; null where there is none.</summary>
    public static Command? Find(string name) => name switch
    {
        LoadStepCommand.Name => LoadStepCommand.RunAsync,
        ConnectionsCommand.Name => ConnectionsCommand.RunAsync,
        FootprintCommand.Name => FootprintCommand.RunAsync,
        ReaderCommand.Name => ReaderCommand.RunAsync,
        SimulationCommand.Name => SimulationCommand.RunAsync,
        DecidingCommand.Name => DecidingCommand.RunAsync,
        StepFitCommand.Name => StepFitCommand.RunAsync,
        WireCommand.Name => WireCommand.RunAsync,
        HeapTypesCommand.Name => (args, output, _, stop) => HeapTypesCommand.RunAsync(args, output, stop),
        LoadCommand.Name => (args, _, _, stop) => LoadCommand.RunAsync(args, stop),
        _ => null,
    };
}
