using Wva.Scaling.Inputs;

namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Sums of request lengths over rows that show any; their means are not weighted, as published.</summary>
internal struct Workload
{
    private double _rows, _input, _output, _hits;

    /// <summary>Whether any row shows it.</summary>
    public readonly bool IsKnown => _rows > 0;

    /// <summary>Prompt tokens a request; 0 where unknown.</summary>
    public readonly double InputTokens => _rows > 0 ? _input / _rows : 0;

    /// <summary>Output tokens a request; 0 where unknown.</summary>
    public readonly double OutputTokens => _rows > 0 ? _output / _rows : 0;

    /// <summary>Share of prompt tokens found in the prefix cache.</summary>
    public readonly double HitRate => _rows > 0 ? _hits / _rows : 0;

    public void Add(ReplicaSnapshot row)
    {
        double input = Tokens.OrZero(row.AvgInputTokens), output = Tokens.OrZero(row.AvgOutputTokens);
        if (input > 0 || output > 0)
        {
            _rows++;
            _input += input;
            _output += output;
            _hits += row.PrefixHitRate is { } rate and >= 0 and <= 1 ? rate : 0;
        }
    }

    public void Add(Workload other)
        => (_rows, _input, _output, _hits) = (_rows + other._rows, _input + other._input, _output + other._output, _hits + other._hits);

    /// <summary>
    /// What requests at the router will hold: prompts max(bytes / 4, requests x I) less what the prefix cache has, outputs requests x O.
    /// </summary>
    public readonly (double Input, double Output) Queued(SchedulerQueue? queue)
    {
        const double BytesPerToken = 4;
        double requests = Tokens.OrZero(queue?.Requests), bytes = Tokens.OrZero(queue?.Bytes);
        var prompts = Math.Max(bytes / BytesPerToken, requests * InputTokens);
        return (Math.Min(prompts, Tokens.Most) * (1 - HitRate), Math.Min(requests * OutputTokens, Tokens.Most));
    }
}
