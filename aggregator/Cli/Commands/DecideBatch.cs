using System.Globalization;
using System.Text.Json.Nodes;
using Wva.Scaling;
using Wva.Scenarios;

namespace Wva.Cli.Commands;

/// <summary>Many scenarios, a line each: a line comes out for each, in order; one that is refused stops no other.</summary>
internal static class DecideBatch
{
    /// <summary>Decides them all.</summary>
    /// <returns>Why the file cannot be read, one line; null where all went well.</returns>
    public static Task<string?> RunAsync(CliWorld world, string file, PolicySource policies, CancellationToken cancellation)
        => InputText.UseAsync(world, "--batch", file, lines => DecideAsync(world.Out, lines, policies, cancellation));

    private static async Task DecideAsync(TextWriter output, TextReader lines, PolicySource policies, CancellationToken cancellation)
    {
        for (var number = 1; await lines.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                var source = string.Create(CultureInfo.InvariantCulture, $"line {number}");
                await output.WriteLineAsync(JsonText.OneLine(DecideLine(line, source, policies)));
            }
        }

        await output.FlushAsync(cancellation);
    }

    private static JsonObject DecideLine(string line, string source, PolicySource policies)
    {
        var node = YamlText.ToJson(line, source);
        var result = new JsonObject();
        if ((node.Value as JsonObject)?["id"] is { } id)
        {
            result["id"] = id.DeepClone();
        }

        var reading = node.Then(read => policies.Read(read, source));
        if (!reading.IsGood)
        {
            result["error"] = reading.Describe();
            return result;
        }

        var warnings = reading.Warnings.ToList();
        var scenario = policies.Apply(reading.Value, source, warnings);
        var (plan, learned) = ScalingCore.Decide(scenario.Fleet, scenario.Policy, scenario.Learned);
        DecisionWriter.AddTo(result, plan, learned);
        DecideCommand.AddWarnings(result, warnings);
        return result;
    }
}
