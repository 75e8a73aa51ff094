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
                Apply(settings, words, i, isSglang);
            }
            else if (!isSglang && words[i] is "VLLM_USE_V1=0")
            {
                settings.IsV0 = true;
            }
        }

        return settings;
    }

    /// <summary>A whole number, or what stood before.</summary>
    public static double Whole(ReadOnlySpan<char> value, double before)
        => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : before;

    /// <summary>A number, or what stood before.</summary>
    public static double Number(ReadOnlySpan<char> value, double before)
        => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : before;

    /// <summary>A word, or what stood before.</summary>
    public static string Word(ReadOnlySpan<char> value, string before) => value.IsEmpty ? before : value.ToString();

    /// <summary>-1 is a value, not an option.</summary>
    private static bool IsOption(string? word) => word is { Length: > 1 } && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    /// <summary>Every cycle reads every variant's arguments again, so nothing is cut out of them but the value that is kept.</summary>
    private static void Apply(EngineSettings settings, ImmutableArray<string> words, int index, bool isSglang)
    {
        ReadOnlySpan<char> word = words[index];
        var equals = word.IndexOf('=');
        var value = equals >= 0 ? word[(equals + 1)..]
            : index + 1 < words.Length && !IsOption(words[index + 1]) ? words[index + 1]
            : [];
        var name = (equals < 0 ? word : word[..equals]).TrimStart('-');
        var hyphenated = name.Contains('_') ? name.ToString().Replace('_', '-') : name;
        if (isSglang)
        {
            SglangOptions.Apply(settings, hyphenated, value);
        }
        else
        {
            VllmOptions.Apply(settings, hyphenated, value);
        }
    }
}
