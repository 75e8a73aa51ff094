using System.Globalization;
using System.Text;

namespace Wva.Agent.Tests.Fakes;

/// <summary>What each of several aggregators received of the pages that an agent read, as a table.</summary>
internal sealed class ReceiptTable
{
    private readonly StringBuilder _table = new(
        """
        | aggregator | streams | pages | received | missed | longest time without one, s |
        | --- | --- | --- | --- | --- | --- |

        """);

    /// <summary>Adds an aggregator.</summary>
    /// <param name="name">What it did.</param>
    /// <param name="streams">Its streams.</param>
    /// <param name="first">First page that was read while it was there.</param>
    /// <param name="last">Last such page.</param>
    /// <returns>Numbers of the pages whose samples it did not get.</returns>
    public IReadOnlyList<int> Add(string name, FakeStreams streams, int first, int last)
    {
        var received = Enumerable.Range(0, streams.Count)
            .SelectMany(index => streams[index].Received)
            .Where(sample => sample.Finished >= first && sample.Finished <= last)
            .DistinctBy(sample => sample.Finished)
            .ToArray();
        Assert.Equal(received.Select(sample => sample.Finished).Order(), received.Select(sample => sample.Finished));
        var missed = Enumerable.Range(first, last - first + 1).Except(received.Select(sample => (int)sample.Finished!.Value)).ToArray();
        var gap = received.Zip(received.Skip(1), (one, next) => next.AtMilliseconds - one.AtMilliseconds).DefaultIfEmpty().Max() / 1000.0;
        _table.Append(CultureInfo.InvariantCulture, $"| {name} | {streams.Count} | {first} to {last} | {received.Length} | {Words(missed)} | {gap:0.0} |\n");
        return missed;
    }

    public override string ToString() => _table.ToString();

    private static string Words(int[] missed) => missed.Length switch
    {
        0 => "none",
        1 => missed[0].ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{missed.Length}: {missed[0]} to {missed[^1]}"),
    };
}
