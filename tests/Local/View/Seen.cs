using Wva.Api;
using Wva.Cli.Tests.Fakes;
using Wva.Local.View;

namespace Wva.Local.Tests.View;

/// <summary>Histories for pictures.</summary>
internal static class Seen
{
    public static readonly ScreenSize Usual = new(100, 30);

    /// <summary>Three minutes in which a queue rose and the fleet followed, ending as the sample does.</summary>
    public static FleetHistory ThreeMinutes(StatusReport? last = null)
    {
        var history = new FleetHistory();
        for (var second = 0; second < 180; second++)
        {
            var wave = Math.Sin(second / 180.0 * Math.PI);
            var serving = second < 60 ? 1 : second < 120 ? 2 : 3;
            var cheap = SampleReports.Cheap with
            {
                Desired = Math.Min(serving + 1, 3),
                Replicas = new ReplicaCounts(1, serving, 0, 0, 0, 0, 0, 0),
                Load = SampleReports.Cheap.Load! with { Waiting = Math.Round(wave * 166), Running = Math.Round(20 + (wave * 11)) },
                LastDecision = SampleReports.Cheap.LastDecision! with { Time = SampleReports.Noon.AddSeconds(((serving - 1) * 60) - 190), From = serving - 1, To = serving },
            };
            history.Take(TimeSpan.FromSeconds(second), new Sighting(SampleReports.Status with { Time = SampleReports.Noon.AddSeconds(second - 180), Variants = [cheap, SampleReports.Dear, SampleReports.New] }, ""));
        }

        history.Take(TimeSpan.FromSeconds(180), new Sighting(last ?? SampleReports.Status, ""));
        return history;
    }

    public static string[] Lines(FleetHistory history, ScreenSize? size = null, bool coloured = false, double atSeconds = 180, params string[] facts)
    {
        var room = size ?? Usual;
        return [.. FrameText.Lines(FleetScreen.Render(history, TimeSpan.FromSeconds(atSeconds), facts, room), room, coloured)];
    }
}
