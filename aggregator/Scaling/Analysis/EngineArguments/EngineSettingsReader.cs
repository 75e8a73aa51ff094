using System.Collections.Immutable;
using System.Globalization;

namespace Wva.Scaling.Analysis.EngineArguments;

/// <summary>
/// Reads the arguments of vLLM and SGLang: <c>--key=value</c> and <c>--key value</c>, with hyphens or underscores. The last one wins; a value
/// that is no number changes nothing; what is not known is passed over.
/// </summary>
internal static class EngineSettingsReader
{
    private const string Sglang = "sglang";

    /// <summary>The settings; null where the template is unknown.</summary>
    /// <param name="arguments">Command and arguments of all containers.</param>
    /// <param name="engine">Name of the engine.</param>
    public static EngineSettings? Read(ImmutableArray<string>? arguments, string engine)
    {
        if (arguments is not { } known)
        {
            return null;
        }

        var isSglang = string.Equals(engine, Sglang, StringComparison.OrdinalIgnoreCase);
        var settings = new EngineSettings { Engine = isSglang ? Sglang : "vllm", BlockSize = isSglang ? 1 : 16 };
        var words = CommandLine.Words(known);
        for (var i = 0; i < words.Length; i++)
        {
            if (IsOption(words[i]))
            {
                var (name, value) = Option(words, i);
                settings = isSglang ? SglangOptions.Apply(settings, name, value) : VllmOptions.Apply(settings, name, value);
            }
            else if (!isSglang && words[i] is "VLLM_USE_V1=0")
            {
                settings = settings with { IsV0 = true };
            }
        }

        return settings;
    }

    /// <summary>A whole number, or what stood before.</summary>
    public static double Whole(string? value, double before)
        => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : before;

    /// <summary>A number, or what stood before.</summary>
    public static double Number(string? value, double before)
        => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : before;

    /// <summary>-1 is a value, not an option.</summary>
    private static bool IsOption(string? word) => word is { Length: > 1 } && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    private static string Name(string word, int equals)
    {
        var name = (equals < 0 ? word : word[..equals]).TrimStart('-');
        return name.Contains('_', StringComparison.Ordinal) ? name.Replace('_', '-') : name;
    }

    private static (string Name, string? Value) Option(ImmutableArray<string> words, int index)
    {
        var word = words[index];
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var value = equals >= 0 ? word[(equals + 1)..]
            : index + 1 < words.Length && !IsOption(words[index + 1]) ? words[index + 1]
            : null;
        return (Name(word, equals), value);
    }
}
