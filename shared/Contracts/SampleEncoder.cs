using Wva.Contracts.Codec;

namespace Wva.Contracts;

/// <summary>
/// Writes the samples of one stream: each carries what differs from the sample written before it, so that a sample which was never written costs
/// resolution and nothing else. One a stream, used by one thread at a time; allocates nothing once its rows have been sized.
/// </summary>
public sealed class SampleEncoder
{
    private readonly Sample _sent = new();
    private bool _hasSent;

    /// <summary>
    /// True where a sample is worth writing: nothing was written yet, or something differs from what was. The scrape's own fields never count, <c>stalled</c> and <c>error</c> apart,
    /// nor does the age of a GPU's values, which grows by itself.
    /// </summary>
    public bool HasChanged(Sample current)
    {
        if (!_hasSent || !HasSentShape(current) || current.Stalled != _sent.Stalled || !string.Equals(current.Error, _sent.Error, StringComparison.Ordinal))
        {
            return true;
        }

        for (var i = 0; i < current.Rows.Count; i++)
        {
            if (RowCodec.Changed(current.Rows[i], _sent.Rows[i]) != 0)
            {
                return true;
            }
        }

        for (var i = 0; i < current.Gpus.Count; i++)
        {
            if (GpuCodec.HasNews(current.Gpus[i], _sent.Gpus[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Replaces the frame's content by the sample and remembers it as written. It is full, whatever was asked, where it is the first of the stream and where ranks or
    /// GPUs (their order, model or attribution) are others than before. The two durations of the scrape travel in whole milliseconds, every other number exactly.
    /// </summary>
    /// <returns>True where it is full.</returns>
    /// <exception cref="WireException">It takes more than <see cref="Wire.MaxMessageBytes"/>, has too many rows, or holds a number that is not finite. Nothing is remembered then.</exception>
    public bool Write(Frame frame, Sample current, bool full)
    {
        frame.Clear();
        var isFull = full || !_hasSent || !HasSentShape(current);
        SampleCodec.Write(frame, current, isFull ? null : _sent);
        _sent.CopyFrom(current);
        _hasSent = true;
        return isFull;
    }

    /// <summary>Forgets what was written: the next sample is the first of a stream again.</summary>
    public void Reset() => _hasSent = false;

    private bool HasSentShape(Sample current)
    {
        if (current.Rows.Count != _sent.Rows.Count || current.Gpus.Count != _sent.Gpus.Count)
        {
            return false;
        }

        for (var i = 0; i < current.Rows.Count; i++)
        {
            if (!Same(current.Rows[i].Rank, _sent.Rows[i].Rank))
            {
                return false;
            }
        }

        for (var i = 0; i < current.Gpus.Count; i++)
        {
            var (gpu, sent) = (current.Gpus[i], _sent.Gpus[i]);
            if (!Same(gpu.Uuid, sent.Uuid) || !Same(gpu.Model, sent.Model) || !Same(gpu.Attribution, sent.Attribution))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
