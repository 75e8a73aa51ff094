using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Wva.Api;
using Wva.Cli.Text;
using Wva.Scaling;
using Wva.Scenarios;

namespace Wva.Cli.Commands;

/// <summary><c>wva decide</c>: runs the core on a file, or on many scenarios, a line each.</summary>
internal static class DecideCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CliWorld world)
    {
        var scenario = new Argument<string?>("SCENARIO") { Description = "File with one scenario, JSON or YAML; - is standard input.", Arity = ArgumentArity.ZeroOrOne };
        var output = OutputOption.Create("table");
        var explain = new Option<bool>("--explain") { Description = "Show the whole chain of reasons of each variant (JSON always has it)." };
        var batch = new Option<string?>("--batch") { Description = "File with a scenario a line; a line of JSON comes out for each, in order. - is standard input.", HelpName = "FILE" };
        var config = new Option<string[]>("--config")
        {
            Description = "File with ConfigMaps of the published autoscaler, as manifests or as a map of key to text: the policy of a scenario that has none. May be given several times.",
            HelpName = "FILE",
        };
        var published = new Option<bool?>("--published")
        {
            Description = "Decide as the published autoscaler does (false: in the default setting), whatever 'policy.published' says.",
            HelpName = "true|false",
        };
        var command = new Command("decide", "Decides what a scenario describes, without an aggregator: what if?") { scenario, output, explain, batch, config, published };
        command.Validators.Add(result => CheckSource(result, result.GetValue(scenario), result.GetValue(batch), result.GetValue(explain)));
        command.SetAction((parsed, cancellation) => RunAsync(
            world,
            new DecideOptions(
                parsed.GetValue(scenario),
                parsed.GetValue(batch),
                parsed.GetValue(config) ?? [],
                parsed.GetValue(published),
                parsed.GetValue(output) == OutputOption.Json,
                parsed.GetValue(explain)),
            cancellation));
        return command;
    }

    private static void CheckSource(CommandResult result, string? scenario, string? batch, bool explain)
    {
        if ((scenario is null) == (batch is null))
        {
            result.AddError(scenario is null ? "SCENARIO is missing; allowed: a file, - or --batch FILE" : "SCENARIO and --batch exclude each other; allowed: one of them");
        }
        else if (batch is not null && explain)
        {
            result.AddError("--explain is for one scenario; a line of --batch has the chain in 'reasons'");
        }
    }

    private static async Task<int> RunAsync(CliWorld world, DecideOptions options, CancellationToken cancellation)
    {
        try
        {
            var (source, problem) = await PolicySource.ReadAsync(world, options.Configs, options.Published, cancellation);
            if (source is null)
            {
                return await FailAsync(world, [problem!]);
            }

            if (options.Batch is not { } batch)
            {
                return await RunOneAsync(world, options, source, cancellation);
            }

            return await DecideBatch.RunAsync(world, batch, source, cancellation) is { } unreadable ? await FailAsync(world, [unreadable]) : ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> RunOneAsync(CliWorld world, DecideOptions options, PolicySource source, CancellationToken cancellation)
    {
        var file = options.Scenario!;
        var (text, unreadable) = await InputText.ReadAsync(world, "SCENARIO", file, cancellation);
        if (text is null)
        {
            return await FailAsync(world, [unreadable!]);
        }

        var reading = source.Read(text, InputText.NameOf(file));
        if (!reading.IsGood)
        {
            return await FailAsync(world, reading.Problems.Select(problem => problem.ToString()));
        }

        var warnings = reading.Warnings.ToList();
        var scenario = source.Apply(reading.Value, InputText.NameOf(file), warnings);
        var (plan, learned) = ScalingCore.Decide(scenario.Fleet, scenario.Policy, scenario.Learned);
        if (options.AsJson)
        {
            var written = DecisionWriter.Write(scenario, plan, learned);
            AddWarnings(written, warnings);
            await world.Out.WriteAsync(JsonText.Pretty(written));
            return ExitCode.Success;
        }

        foreach (var warning in warnings)
        {
            await world.Error.WriteLineAsync(VisibleText.Clean($"wva: warning: {warning}"));
        }

        await world.Out.WriteAsync(options.Explain ? DecisionText.Explain(plan) : DecisionText.Table(plan, world.IsColoured));
        return ExitCode.Success;
    }

    /// <summary>Adds what a user should know and what stopped nothing.</summary>
    internal static void AddWarnings(JsonObject written, IReadOnlyCollection<Problem> warnings)
    {
        if (warnings.Count > 0)
        {
            written["warnings"] = new JsonArray([.. warnings.Select(warning => JsonValue.Create(warning.ToString()))]);
        }
    }

    private static async Task<int> FailAsync(CliWorld world, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            await world.Error.WriteLineAsync(VisibleText.Clean($"wva: {problem}"));
        }

        return ExitCode.WrongUsage;
    }
}
