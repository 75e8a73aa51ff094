using System.Runtime.InteropServices;
using Wva.Contracts;

namespace Wva.Telemetry.Sampling;

/// <summary>The gauges and counters of one rank on one page.</summary>
/// <param name="hasReplicas">The same series may come from several processes, each with its own view of the same numbers: the largest counts.</param>
internal sealed class ScalarReadings(bool hasReplicas)
{
    /// <summary>Most series of a rank. A current page has about 35; search is linear, and a page is not trusted to be small.</summary>
    public const int Most = 512;

    private readonly List<ScalarReading> _readings = [];

    /// <summary>There was a series beyond the bound, which is not here: sums over them would be wrong.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _readings.Clear();
        IsOverfull = false;
    }

    /// <summary>Takes a series; false where the same one was there, which it replaces. Of replicas the larger one stays.</summary>
    public bool Add(in ScalarReading reading)
    {
        var readings = CollectionsMarshal.AsSpan(_readings);
        for (var i = 0; i < readings.Length; i++)
        {
            ref readonly var other = ref readings[i];
            if (other.Field == reading.Field && other.Preference == reading.Preference && other.Series == reading.Series)
            {
                readings[i] = hasReplicas ? reading with { Value = Math.Max(other.Value, reading.Value) } : reading;
                return hasReplicas;
            }
        }

        if (_readings.Count < Most)
        {
            _readings.Add(reading);
            return true;
        }

        IsOverfull = true;
        return true;
    }

    /// <summary>
    /// Combines the series of each field into <paramref name="values"/>, NaN where unknown. The preferred name on the page decides; where one of its series is NaN, infinite or negative
    /// the whole is unknown under that name. Counters are summed, and gauges in parts. Of gauges the largest is taken: several series come from front ends (label <c>pid</c>) that each keep the value of
    /// the last step that was sent to them, nothing on the page says which is newest, and the largest never makes a full engine look empty.
    /// </summary>
    public void Resolve(Span<double> values)
    {
        Span<int> preferences = stackalloc int[RowFields.ScalarCount];
        values.Fill(double.NaN);
        preferences.Fill(int.MaxValue);
        for (var wanted = 0; ResolvePreference(wanted, values, preferences); wanted++)
        {
        }
    }

    private bool ResolvePreference(int preference, Span<double> values, Span<int> preferences)
    {
        var higher = false;
        foreach (ref readonly var reading in CollectionsMarshal.AsSpan(_readings))
        {
            var field = (int)reading.Field;
            higher |= reading.Preference > preference;
            if (reading.Preference != preference || preferences[field] < preference)
            {
                continue;
            }

            var first = preferences[field] != preference;
            preferences[field] = preference;
            var value = double.IsFinite(reading.Value) && reading.Value >= 0 ? reading.Value : double.NaN;
            values[field] = first ? value : reading.Adds ? values[field] + value : Math.Max(values[field], value);
        }

        for (var field = 0; field < values.Length; field++)
        {
            // Unknown under this name: the next one may do.
            preferences[field] = double.IsNaN(values[field]) ? int.MaxValue : preferences[field];
        }

        return higher;
    }
}
