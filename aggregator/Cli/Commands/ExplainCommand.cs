using System.CommandLine;
using System.Text.Json;
using Wva.Api;
using Wva.Cli.Text;

namespace Wva.Cli.Commands;

/// <summary><c>wva explain</c>: why a variant has the number it has.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CliWorld world)
    {
        var variant = new Argument<string>("VARIANT") { Description = "The variant, NAME or NAMESPACE/NAME." };
        variant.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !IsName(result.Tokens[0].Value))
            {
                result.AddError($"VARIANT: '{result.Tokens[0].Value}' is no name; allowed: NAME or NAMESPACE/NAME");
            }
        });
        var server = ServerOption.Create();
        var output = OutputOption.Create("text");
        var command = new Command("explain", "Shows the whole chain of the last decision of a variant: what was measured, wanted, held and limited, what else was considered, and on which signals.") { variant, server, output };
        command.SetAction((parsed, cancellation) => RunAsync(
            world, ServerOption.Choose(parsed.GetValue(server), world), parsed.GetRequiredValue(variant), parsed.GetValue(output) == OutputOption.Json, cancellation));
        return command;
    }

    private static bool IsName(string text) => text.Split('/') is { Length: 1 or 2 } parts && parts.All(part => part.Length > 0);

    private static async Task<int> RunAsync(CliWorld world, ServerChoice choice, string variant, bool asJson, CancellationToken cancellation)
    {
        if (choice.Problem is { } problem)
        {
            return await FailAsync(world, ExitCode.WrongUsage, problem);
        }

        using var http = world.CreateHttp();
        var client = new AggregatorClient(http, choice.Servers, world.Time);
        try
        {
            var answer = variant.Split('/') is [var name] ? await ExplainByNameAsync(client, name, cancellation) : await ExplainAsync(client, variant, cancellation);
            if (answer.Report is not { } report)
            {
                return answer.Kind == AnswerKind.Refused
                    ? await FailAsync(world, ExitCode.WrongUsage, answer.Problem)
                    : await FailAsync(world, ExitCode.NoAnswer, $"no answer ({choice.Origin}): {answer.Problem}");
            }

            await world.Out.WriteAsync(asJson ? JsonSerializer.Serialize(report, ApiJson.Default.ExplainReport) + "\n" : ExplainText.Write(report));
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static Task<Answer<ExplainReport>> ExplainAsync(AggregatorClient client, string key, CancellationToken cancellation)
    {
        var parts = key.Split('/');
        return client.ExplainAsync(parts[0], parts[1], cancellation);
    }

    // A name alone is enough where only one namespace has it.
    private static async Task<Answer<ExplainReport>> ExplainByNameAsync(AggregatorClient client, string name, CancellationToken cancellation)
    {
        var status = await client.StatusAsync(cancellation);
        if (status.Report is not { } report)
        {
            return new Answer<ExplainReport>(status.Kind, status.Server, null, status.Problem);
        }

        var found = report.Variants.Where(variant => variant.Name == name).ToArray();
        return found switch
        {
            [var one] => await client.ExplainAsync(one.Namespace, one.Name, cancellation),
            [] => Refuse($"VARIANT: '{name}' is not known; allowed: {(report.Variants.IsEmpty ? "none, for there is no variant" : string.Join(", ", report.Variants.Select(variant => variant.Key)))}"),
            _ => Refuse($"VARIANT: '{name}' is in several namespaces; allowed: {string.Join(", ", found.Select(variant => variant.Key))}"),
        };

        Answer<ExplainReport> Refuse(string text) => new(AnswerKind.Refused, status.Server, null, text);
    }

    private static async Task<int> FailAsync(CliWorld world, int code, string problem)
    {
        await world.Error.WriteLineAsync($"wva: {problem}");
        return code;
    }
}
