using System.Collections.Immutable;
using System.Text;
using Wva.Api;

namespace Wva.Cli.Text;

/// <summary>A chain of reasons, a line each: step, code, sentence.</summary>
internal static class ReasonLines
{
    /// <summary>Adds them under a heading, after a blank line; nothing where there is none.</summary>
    public static void Add(StringBuilder text, string? heading, ImmutableArray<ReasonReport> reasons)
    {
        if (reasons.IsEmpty)
        {
            return;
        }

        if (heading is not null)
        {
            text.Append('\n').Append(heading).Append(":\n");
        }

        var stage = reasons.Max(reason => reason.Stage.Length);
        var code = reasons.Max(reason => reason.Code.Length);
        foreach (var reason in reasons)
        {
            text.Append(VisibleText.Clean($"  {reason.Stage.PadRight(stage)}  {reason.Code.PadRight(code)}  {reason.Message}")).Append('\n');
        }
    }
}
