using System.CommandLine;
using System.Text.Json;
using Wva.Api;
using Wva.Cli.Text;

namespace Wva.Cli.Commands;

/// <summary><c>wva status</c>: every variant as it stands.</summary>
internal static class StatusCommand
{
    /// <summary>Time between two looks of <c>--watch</c>.</summary>
    public static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    private const string Home = "\e[H\e[J";

    /// <summary>The command.</summary>
    public static Command Build(CliWorld world)
    {
        var server = ServerOption.Create();
        var output = OutputOption.Create("table");
        var watch = new Option<bool>("--watch", "-w") { Description = "Ask again every second until Ctrl-C: redrawn on a terminal, one below the other elsewhere." };
        var command = new Command("status", "Shows every variant: replicas by state, load, latency, what is published, cost, why, and how old that is.") { server, output, watch };
        command.SetAction((parsed, cancellation) => RunAsync(
            world, ServerOption.Choose(parsed.GetValue(server), world), parsed.GetValue(output) == OutputOption.Json, parsed.GetValue(watch), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CliWorld world, ServerChoice choice, bool asJson, bool again, CancellationToken cancellation)
    {
        if (choice.Problem is { } problem)
        {
            await world.Error.WriteLineAsync($"wva: {problem}");
            return ExitCode.WrongUsage;
        }

        using var http = world.CreateHttp();
        var client = new AggregatorClient(http, choice.Servers, world.Time);
        try
        {
            var code = await ShowAsync(world, choice, client, asJson, again, cancellation);
            using var timer = new PeriodicTimer(WatchPeriod, world.Time);
            while (again && await timer.WaitForNextTickAsync(cancellation))
            {
                await ShowAsync(world, choice, client, asJson, again, cancellation);
            }

            return code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> ShowAsync(CliWorld world, ServerChoice choice, AggregatorClient client, bool asJson, bool again, CancellationToken cancellation)
    {
        var answer = await client.StatusAsync(cancellation);
        var redraw = again && world.IsTerminal && !asJson ? Home : "";
        if (answer.Report is not { } report)
        {
            // What stood there before is no longer known to be so.
            await world.Out.WriteAsync(redraw);
            await world.Error.WriteLineAsync($"wva: no answer ({choice.Origin}): {answer.Problem}");
            return ExitCode.NoAnswer;
        }

        var text = asJson
            ? JsonSerializer.Serialize(report, ApiJson.Default.StatusReport) + "\n"
            : StatusText.Write(report, world.IsColoured) + (again && !world.IsTerminal ? "\n" : "");
        await world.Out.WriteAsync(redraw + text);
        await world.Out.FlushAsync(cancellation);
        return ExitCode.Success;
    }
}
