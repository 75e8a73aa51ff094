using System.Globalization;
using System.Text;

namespace Wva.Agent.Options;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    private const string Head = """
        wva-agent reads an inference engine's metrics where it runs and streams samples to the aggregator.

        Usage:
          wva-agent --aggregator ADDR[,ADDR] [OPTION VALUE]...   run until SIGTERM
          wva-agent --once URL [-o table|json]                   read one page, say what it holds, leave
          wva-agent --watch URL [--plain | -o json]              read it again and again, show it until Ctrl-C
          wva-agent --help | --version

        Options; each is also read from the environment, and the command line wins:

        """;

    private const string Tail = """
        Times: 250ms, 1.5s, 1m; without a unit, seconds.
        Exit codes: 0 ended as asked; 1 a defect of the agent, or output that cannot be written; 2 wrong usage; 3 --once got no answer or no page of an engine.

        """;

    /// <summary>The whole text.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Head);
        foreach (var row in OptionTable.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {row.Name} {row.Argument}    [{row.EnvironmentName}]\n");
            text.Append(CultureInfo.InvariantCulture, $"      {row.Text}\n");
            text.Append(CultureInfo.InvariantCulture, $"      Default: {row.Default}. Allowed: {row.Allowed}.\n");
        }

        return text.Append('\n').Append(Tail).ToString();
    }
}
