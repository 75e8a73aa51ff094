namespace Wva.Fleet.Snapshots;

/// <summary>The watches of all models that may go to zero; those that may not are not watched.</summary>
internal sealed class RequestWatches
{
    private Dictionary<(string Namespace, string ModelId), RequestWatch> _watches = [];

    /// <summary>Looks at every model.</summary>
    /// <returns>Requests alive within the retention, by model; none where unknown.</returns>
    public Dictionary<(string Namespace, string ModelId), double> Take(FleetJoin join, TimeSpan quietLimit, DateTimeOffset now)
    {
        var before = _watches;
        _watches = [];
        var known = new Dictionary<(string Namespace, string ModelId), double>();
        foreach (var model in Enumerable.Range(0, join.Variants.Count).GroupBy(i => (join.Variants[i].Spec.Key.Namespace, join.Variants[i].Spec.ModelId)))
        {
            if (join.Variants[model.First()].Retention is not { } retention)
            {
                continue;
            }

            var watch = before.TryGetValue(model.Key, out var standing) && standing.Retention == retention ? standing : new RequestWatch(retention);
            _watches.Add(model.Key, watch);
            if (watch.Take(model.SelectMany(join.MembersOf), quietLimit, now) is { } requests)
            {
                known.Add(model.Key, requests);
            }
        }

        return known;
    }
}
