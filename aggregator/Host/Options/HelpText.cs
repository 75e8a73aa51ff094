using System.Globalization;
using System.Text;

namespace Wva.Aggregator.Options;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    private const string Head = """
        wva-aggregator decides, from what the agents beside the engines report, how many replicas each variant needs.

        Usage:
          wva-aggregator --variants DIR --tls-certificate FILE --tls-key FILE [OPTION VALUE]...   run until SIGTERM
          wva-aggregator --help | --version

        Options; each is also read from the environment, and the command line wins:

        """;

    private const string Tail = """

        Without policy.yaml, ConfigMaps of the published autoscaler in the folder are the policy. For them, as it does, POD_NAMESPACE is read (the ConfigMaps
        of that namespace count everywhere) and WVA_SCALE_TO_ZERO (true: models go to zero where no ConfigMap speaks of it).
        Times: 250ms, 1.5s, 1m; without a unit, seconds.
        Exit codes: 0 ended as asked; 1 a defect, or an address that is taken; 2 wrong usage.

        """;

    /// <summary>The whole text.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Head);
        foreach (var row in OptionTable.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {row.Name} {row.Argument}    [{row.EnvironmentName}]\n");
            text.Append(CultureInfo.InvariantCulture, $"      {row.Text}\n");
            text.Append(CultureInfo.InvariantCulture, $"      Default: {row.Default}{(row.Required ? ", required" : "")}. Allowed: {row.Allowed}.\n");
        }

        return text.Append(Tail).ToString();
    }
}
