using System.Text.Json;
using Wva.Aggregator.Options;
using Wva.Aggregator.Publish;
using Wva.Api;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Api;

/// <summary>The status as JSON. All that ask within a quarter of a second get the same bytes: many views of a large fleet cost what one does.</summary>
internal sealed class StatusBytes(PublishedTable table, AggregatorOptions options, ILeadership leadership, TimeProvider time)
{
    private static readonly TimeSpan ShareFor = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private byte[] _bytes = [];
    private (PublishedPage? Page, Answerer? Answerer) _of;
    private DateTimeOffset _madeAt;

    /// <summary>The answer; null before the first cycle.</summary>
    public byte[]? Current()
    {
        lock (_gate)
        {
            var page = table.Page;
            if (ReferenceEquals(page, PublishedPage.Empty))
            {
                return null;
            }

            var now = time.GetUtcNow();
            var wanted = (page, Answerer.Now(options, leadership));
            if (_of != wanted || now - _madeAt >= ShareFor || now < _madeAt)
            {
                (_of, _madeAt) = (wanted, now);
                _bytes = JsonSerializer.SerializeToUtf8Bytes(Reporter.Status(page, wanted.Item2, now), ApiJson.Default.StatusReport);
            }

            return _bytes;
        }
    }
}
