namespace Wva.Scaling.Mix;

/// <summary>What competing models weigh: the sum and the largest of many numbers, of which one changes at a time. Equal ones go by place.</summary>
internal sealed class FairShare
{
    private readonly int _leaves;
    private readonly double[] _sums;
    private readonly int[] _largest;

    /// <summary>Starts with so many numbers.</summary>
    /// <param name="values">Numbers; one that is not above 0 is out.</param>
    public FairShare(ReadOnlySpan<double> values)
    {
        _leaves = 1;
        while (_leaves < values.Length)
        {
            _leaves *= 2;
        }

        _sums = new double[2 * _leaves];
        _largest = new int[2 * _leaves];
        for (var i = 0; i < _leaves; i++)
        {
            _largest[_leaves + i] = i;
            _sums[_leaves + i] = i < values.Length && values[i] > 0 ? values[i] : 0;
            Count += _sums[_leaves + i] > 0 ? 1 : 0;
        }

        for (var node = _leaves - 1; node > 0; node--)
        {
            Join(node);
        }
    }

    /// <summary>How many are in.</summary>
    public int Count { get; private set; }

    /// <summary>Their mean; 0 where none is in.</summary>
    public double Mean => Count == 0 ? 0 : _sums[1] / Count;

    /// <summary>Place of the largest.</summary>
    public int Largest => _largest[1];

    /// <summary>One of the numbers; 0 where it is out.</summary>
    /// <param name="place">Its place.</param>
    public double this[int place]
    {
        get => _sums[_leaves + place];
        set
        {
            var node = _leaves + place;
            Count += (value > 0 ? 1 : 0) - (_sums[node] > 0 ? 1 : 0);
            _sums[node] = value > 0 ? value : 0;
            for (node /= 2; node > 0; node /= 2)
            {
                Join(node);
            }
        }
    }

    private void Join(int node)
    {
        var (left, right) = (2 * node, (2 * node) + 1);
        _sums[node] = _sums[left] + _sums[right];
        _largest[node] = this[_largest[left]] >= this[_largest[right]] ? _largest[left] : _largest[right];
    }
}
