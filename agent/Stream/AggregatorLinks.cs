using System.Diagnostics.CodeAnalysis;

namespace Wva.Agent.Stream;

/// <summary>
/// A link to every replica in the address book. A replica that leaves the book keeps its stream while that stands (a name service that
/// forgets an address for a moment cuts nothing), and is not tried again once it has ended.
/// </summary>
internal sealed class AggregatorLinks(AddressBook book, LinkParts parts, Random random)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AggregatorEndpoint, Task> _links = [];
    private IReadOnlySet<AggregatorEndpoint> _wanted = new HashSet<AggregatorEndpoint>();

    /// <summary>Runs until told to stop.</summary>
    /// <exception cref="OperationCanceledException">Told to stop.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var defect = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watching = book.WatchAsync(wanted => Take(wanted, defect, ending.Token), ending.Token);
        try
        {
            await await Task.WhenAny(watching, defect.Task);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(Running());
        }
    }

    private Task[] Running()
    {
        lock (_lock)
        {
            return [.. _links.Values];
        }
    }

    [SuppressMessage("Security", "CA5394", Justification = "jitter is no secret")]
    private void Take(IReadOnlySet<AggregatorEndpoint> wanted, TaskCompletionSource defect, CancellationToken stopping)
    {
        lock (_lock)
        {
            _wanted = wanted;
            foreach (var aggregator in wanted)
            {
                if (!_links.ContainsKey(aggregator))
                {
                    _links[aggregator] = RunLinkAsync(aggregator, new Random(random.Next()), defect, stopping);
                }
            }
        }
    }

    private async Task RunLinkAsync(AggregatorEndpoint aggregator, Random jitter, TaskCompletionSource defect, CancellationToken stopping)
    {
        try
        {
            await Task.Yield();
            using var link = new AggregatorLink(aggregator, parts, jitter);
            await link.RunAsync(book.StreamBroke, () => MayLeave(aggregator), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // handed on: nobody awaits a single link, and a defect in one must end the process, seen
        catch (Exception exception)
#pragma warning restore CA1031
        {
            defect.TrySetException(exception);
        }
    }

    private bool MayLeave(AggregatorEndpoint aggregator)
    {
        lock (_lock)
        {
            return !_wanted.Contains(aggregator) && _links.Remove(aggregator);
        }
    }
}
