using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Wva.Benchmarks;
using Wva.Benchmarks.Telemetry;

if (args is [var word, .. var rest] && Commands.Find(word) is { } command)
{
    return await command(rest, Console.Out, Console.Error, CancellationToken.None);
}

// In this process: a project generated beside our sources would inherit their analyzers and fail on its own warnings.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(PageBenchmarks).Assembly).Run(args, config);
return 0;
