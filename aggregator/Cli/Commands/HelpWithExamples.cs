using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Wva.Cli.Commands;

/// <summary>The usual help, and below it what the parser cannot know.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Printed below the help of every command; the examples are run by the tests.</summary>
    public const string More = """
        Where the aggregator is found: --server, else WVA_SERVER (several addresses, a comma apart), else the file
        that a running deploy/local/up leaves, else http://127.0.0.1:9444. Of several the first that answers is asked.

        Examples:
          wva status
          wva status --watch
          wva status --server http://127.0.0.1:9444 -o json
          wva explain llama-l4
          wva explain default/llama-l4 -o json
          wva decide scenario.json
          wva decide scenario.json --explain
          wva decide - -o json
          wva decide scenario.yaml --config saturation-scaling-config.yaml
          wva decide scenario.yaml --config saturation-scaling-config.yaml --published
          wva decide --batch scenarios.jsonl

        Exit codes: 0 answered; 2 wrong usage, no such variant, or a scenario that is refused; 3 no answer, one line says why; 130 ended by Ctrl-C.
        """;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(More);
        return code;
    }
}
