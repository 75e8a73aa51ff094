using System.Diagnostics.CodeAnalysis;

namespace Wva.Simulation.Engines;

/// <summary>Sequences that wait, first come first; a preempted one comes back to the front. Aborted ones stay until they come to the front, and are not counted.</summary>
internal sealed class WaitingQueue
{
    private Sequence[] _ring = new Sequence[16];
    private int _head;
    private int _length;

    /// <summary>Sequences that wait, aborted ones not among them.</summary>
    public int Count { get; private set; }

    public void AddLast(Sequence sequence)
    {
        Grow();
        _ring[At(_length++)] = sequence;
        sequence.IsWaiting = true;
        Count++;
    }

    public void AddFirst(Sequence sequence)
    {
        Grow();
        _head = At(_ring.Length - 1);
        _ring[_head] = sequence;
        _length++;
        sequence.IsWaiting = true;
        Count++;
    }

    /// <summary>The first in line.</summary>
    public bool TryPeek([NotNullWhen(true)] out Sequence? sequence)
    {
        while (_length > 0 && _ring[_head].IsAborted)
        {
            Drop();
        }

        sequence = _length > 0 ? _ring[_head] : null;
        return sequence is not null;
    }

    /// <summary>Takes the first in line out.</summary>
    public void RemoveFirst()
    {
        _ring[_head].IsWaiting = false;
        Drop();
        Count--;
    }

    /// <summary>One that waits has been aborted.</summary>
    public void Forget() => Count--;

    /// <summary>How many of those that wait came after a moment.</summary>
    public int CountArrivedAfter(double seconds)
    {
        var count = 0;
        for (var i = _length - 1; i >= 0 && _ring[At(i)] is var sequence && sequence.ArrivedAt > seconds; i--)
        {
            count += sequence.IsAborted ? 0 : 1;
        }

        return count;
    }

    private int At(int index) => (_head + index) & (_ring.Length - 1);

    private void Drop()
    {
        _ring[_head] = null!;
        _head = At(1);
        _length--;
    }

    private void Grow()
    {
        if (_length < _ring.Length)
        {
            return;
        }

        var larger = new Sequence[_ring.Length * 2];
        for (var i = 0; i < _length; i++)
        {
            larger[i] = _ring[At(i)];
        }

        (_ring, _head) = (larger, 0);
    }
}
