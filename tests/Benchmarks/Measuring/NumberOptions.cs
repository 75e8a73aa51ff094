using System.Globalization;

namespace Wva.Benchmarks.Measuring;

/// <summary>The options of one benchmark, read from its command line.</summary>
internal sealed class NumberOptions
{
    private readonly Dictionary<string, double> _values;

    private NumberOptions(Dictionary<string, double> values) => _values = values;

    /// <summary>The value of an option.</summary>
    public double this[string name] => _values[name];

    /// <summary>Whether a switch is on.</summary>
    public bool IsOn(string name) => _values[name] > 0;

    /// <summary>A whole number.</summary>
    public int Whole(string name) => (int)_values[name];

    /// <summary>A time given in seconds.</summary>
    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(_values[name]);

    /// <summary>Reads them.</summary>
    /// <param name="allowed">Every option there is.</param>
    /// <param name="arguments">The command line behind the benchmark's name.</param>
    /// <param name="error">What is wrong with it; null where nothing is.</param>
    /// <returns>The options; null where something is wrong.</returns>
    public static NumberOptions? Read(IReadOnlyList<NumberOption> allowed, IReadOnlyList<string> arguments, out string? error)
    {
        var values = allowed.ToDictionary(option => option.Name, option => option.Default, StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (allowed.FirstOrDefault(option => option.Name == arguments[i]) is not { } option)
            {
                error = $"'{arguments[i]}' is no option; allowed: {string.Join(' ', allowed.Select(known => known.Name))}";
                return null;
            }

            var text = option.IsSwitch ? "1" : i + 1 < arguments.Count ? arguments[++i] : "";
            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value < option.Min || value > option.Max)
            {
                error = string.Create(CultureInfo.InvariantCulture, $"{option.Name}: '{text}' is not allowed; a number from {option.Min} to {option.Max}");
                return null;
            }

            values[option.Name] = value;
        }

        error = null;
        return new NumberOptions(values);
    }
}
