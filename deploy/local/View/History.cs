namespace Wva.Local.View;

/// <summary>The last three minutes of one number, the highest of each two seconds.</summary>
internal sealed class History
{
    /// <summary>Spans that are kept.</summary>
    public const int Spans = 90;

    /// <summary>Time of one span.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(2);

    private readonly double?[] _highest = new double?[Spans];
    private long _last = -1;

    /// <summary>Takes a number; null is unknown and leaves a gap.</summary>
    /// <param name="at">Time since the beginning; never falls.</param>
    /// <param name="value">The number.</param>
    public void Take(TimeSpan at, double? value)
    {
        var span = at.Ticks / Span.Ticks;
        for (var i = Math.Max(_last + 1, span - Spans + 1); i <= span; i++)
        {
            _highest[i % Spans] = null;
        }

        _last = Math.Max(_last, span);
        ref var cell = ref _highest[_last % Spans];
        cell = cell is null ? value : Math.Max(cell.Value, value ?? cell.Value);
    }

    /// <summary>The highest number kept; null where there is none.</summary>
    public double? Highest => _highest.Max();

    /// <summary>So many columns that end now, the oldest first: the highest of each; null is a gap.</summary>
    public double?[] Columns(int count)
    {
        var columns = new double?[count];
        for (var i = 0; i < Spans; i++)
        {
            // Slot i of the ring holds the span that was last written there.
            var age = (_last - i) % Spans;
            var column = count - 1 - (int)((age < 0 ? age + Spans : age) * count / Spans);
            if (_last >= 0 && _highest[i] is { } value)
            {
                columns[column] = Math.Max(columns[column] ?? value, value);
            }
        }

        return columns;
    }
}
