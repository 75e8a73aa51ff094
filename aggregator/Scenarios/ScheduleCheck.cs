using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>Finds schedules that may raise more than their writer meant: those without a namespace, of a variant whose name several namespaces use.</summary>
public static class ScheduleCheck
{
    /// <summary>Each such schedule.</summary>
    /// <param name="schedules">All schedules.</param>
    /// <param name="variants">The variants there are.</param>
    /// <returns>Its place, and what to say of it.</returns>
    public static IEnumerable<(int Index, string Message)> Ambiguous(ImmutableArray<ScheduledMin> schedules, IReadOnlyCollection<VariantKey> variants)
    {
        for (var i = 0; i < schedules.Length; i++)
        {
            var schedule = schedules[i];
            string[] meant = [.. variants.Where(schedule.IsFor).Select(key => key.Namespace).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (meant.Length > 1)
            {
                yield return (i, $"raises '{schedule.Variant}' in each of {string.Join(", ", meant)}; give a namespace where one is meant");
            }
        }
    }
}
