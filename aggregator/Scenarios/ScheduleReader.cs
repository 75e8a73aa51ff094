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
            var from = item.Member("from").Required();
            var to = item.Member("to").Required();
            var read = new ScheduledMin(
                item.Member("variant").Required().AsName() ?? "",
                item.Member("min").Required().AsInteger(0) ?? 0,
                from.AsTimeOfDay() ?? default,
                to.AsTimeOfDay() ?? default)
            {
                Namespace = item.Member("namespace").AsName(),
            };
            item.RefuseUnknown();
            if (read.From == read.To && from.Node is not null && to.Node is not null)
            {
                to.Refuse("is when it begins too", "another time of day");
            }

            schedules.Add(read);
        }

        return schedules.ToImmutable();
    }
}
