using System.Collections.Immutable;
using System.Text.Json;
using Wva.Contracts;

namespace Wva.Agent.Once;

/// <summary>How the values of a sample stand in JSON.</summary>
internal static class JsonValues
{
    /// <summary>Writes a value in its state: null where absent, an object with <c>stale</c> where stale.</summary>
    public static void WriteState<T>(this Utf8JsonWriter json, FieldState state, T value, Action<Utf8JsonWriter, T> write)
    {
        switch (state)
        {
            case FieldState.Absent:
                json.WriteNullValue();
                break;
            case FieldState.Stale:
                json.WriteStartObject();
                json.WritePropertyName("stale");
                write(json, value);
                json.WriteEndObject();
                break;
            default:
                write(json, value);
                break;
        }
    }

    /// <summary>Writes the upper bound of a bucket; the one above all others as the string "+Inf".</summary>
    public static void WriteBound(this Utf8JsonWriter json, double bound)
    {
        if (double.IsPositiveInfinity(bound))
        {
            json.WriteStringValue("+Inf");
        }
        else
        {
            json.WriteNumberValue(bound);
        }
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a number, null where unknown.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
