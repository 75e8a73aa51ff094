using Wva.Agent.Scrape;
using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>The newest sample and nothing older: streams take it when they can write, and what they were too slow for is gone. Never blocks a scrape.</summary>
internal sealed class LatestSample : ISampleSink
{
    private readonly Lock _lock = new();
    private readonly Sample _sample = new();
    private readonly List<Alarm> _readers = [];
    private ScrapeFacts _facts;
    private long _version;

    /// <inheritdoc/>
    public void Publish(Sample sample, ScrapeFacts facts)
    {
        lock (_lock)
        {
            _sample.CopyFrom(sample);
            _facts = facts;
            _version++;
            foreach (var reader in _readers)
            {
                reader.Ring();
            }
        }
    }

    /// <summary>Copies the newest sample out, where there is one that the caller has not taken.</summary>
    /// <param name="version">The version taken last, 0 before the first; moves on.</param>
    /// <param name="sample">Where the copy goes; not touched where there is nothing new.</param>
    /// <param name="facts">What goes with it.</param>
    /// <returns>True where there was a newer one.</returns>
    public bool TryTake(ref long version, Sample sample, ref ScrapeFacts facts)
    {
        lock (_lock)
        {
            if (version == _version)
            {
                return false;
            }

            sample.CopyFrom(_sample);
            facts = _facts;
            version = _version;
            return true;
        }
    }

    /// <summary>Rings the alarm at each sample from now on.</summary>
    public void Subscribe(Alarm reader)
    {
        lock (_lock)
        {
            _readers.Add(reader);
        }
    }

    /// <summary>Rings the alarm no more.</summary>
    public void Unsubscribe(Alarm reader)
    {
        lock (_lock)
        {
            _readers.Remove(reader);
        }
    }
}
