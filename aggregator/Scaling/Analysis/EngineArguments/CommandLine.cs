using System.Collections.Immutable;
using System.Text;

namespace Wva.Scaling.Analysis.EngineArguments;

/// <summary>The words of a container's arguments: what stands in one string for a shell is split as a shell would, quotes respected.</summary>
internal static class CommandLine
{
    public static ImmutableArray<string> Words(ImmutableArray<string> arguments)
    {
        if (arguments.IsDefaultOrEmpty)
        {
            return [];
        }

        if (!arguments.Any(HasSpace))
        {
            return arguments;
        }

        var words = ImmutableArray.CreateBuilder<string>();
        foreach (var argument in arguments)
        {
            if (HasSpace(argument))
            {
                Split(argument, words);
            }
            else
            {
                words.Add(argument);
            }
        }

        return words.ToImmutable();
    }

    private static bool HasSpace(string? argument) => argument is not null && argument.AsSpan().IndexOfAny(" \t\r\n") >= 0;

    private static void Split(string text, ImmutableArray<string>.Builder words)
    {
        var word = new StringBuilder();
        var quote = '\0';
        foreach (var c in text)
        {
            if (quote != '\0' ? c == quote : c is '\'' or '"')
            {
                quote = quote == '\0' ? c : '\0';
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                End(word, words);
            }
            else
            {
                word.Append(c);
            }
        }

        End(word, words);
    }

    /// <summary>A backslash alone is the end of a line that goes on.</summary>
    private static void End(StringBuilder word, ImmutableArray<string>.Builder words)
    {
        if (word.Length > 0 && !(word.Length == 1 && word[0] == '\\'))
        {
            words.Add(word.ToString());
        }

        word.Clear();
    }
}
