using Wva.Api;

namespace Wva.Local.View;

/// <summary>Reports of running aggregators, of whichever answers.</summary>
internal sealed class AggregatorSource(AggregatorClient client) : IStatusSource
{
    /// <inheritdoc/>
    public async Task<Sighting> LookAsync(CancellationToken cancellation)
    {
        var answer = await client.StatusAsync(cancellation);
        return new Sighting(answer.Report, answer.Problem);
    }
}
