using System.CommandLine;

namespace Wva.Cli.Commands;

/// <summary>How an answer is printed.</summary>
internal static class OutputOption
{
    /// <summary>One object of JSON, as the aggregator answers it.</summary>
    public const string Json = "json";

    /// <summary>The option.</summary>
    /// <param name="text">Name of the form for people, which is the default.</param>
    public static Option<string> Create(string text)
    {
        var option = new Option<string>("-o", "--output")
        {
            Description = $"Form of the answer: {text} or {Json}.",
            HelpName = $"{text}|{Json}",
            DefaultValueFactory = _ => text,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value != text && token.Value != Json))
            {
                result.AddError($"-o: '{token.Value}' is no form; allowed: {text}, {Json}");
            }
        });
        option.CompletionSources.Add(text, Json);
        return option;
    }
}
