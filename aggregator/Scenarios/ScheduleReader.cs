using System.Collections.Immutable;
using Wva.Scaling.Inputs;

namespace Wva.Scenarios;

/// <summary>A policy's <c>schedules[]</c>.</summary>
internal static class ScheduleReader
{
    public static ImmutableArray<ScheduledMin> Read(JsonCursor list)
    {
        var schedules = ImmutableArray.CreateBuilder<ScheduledMin>();
        foreach (var item in list.Items())
        {
            var read = new ScheduledMin(
                item.Member("variant").Required().AsName() ?? "",
                item.Member("min").Required().AsInteger(0) ?? 0,
                item.Member("from").Required().AsTimeOfDay() ?? default,
                item.Member("to").Required().AsTimeOfDay() ?? default)
            {
                Namespace = item.Member("namespace").AsName(),
            };
            item.RefuseUnknown();
            schedules.Add(read);
        }

        return schedules.ToImmutable();
    }
}
