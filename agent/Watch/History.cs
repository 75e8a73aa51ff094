namespace Wva.Agent.Watch;

/// <summary>The last two minutes of one number, the highest of each two seconds: what a sparkline shows.</summary>
internal sealed class History
{
    /// <summary>How many spans are kept.</summary>
    public const int Spans = 60;

    /// <summary>Time that one span covers.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(2);

    private const string Blocks = "▁▂▃▄▅▆▇█";

    private readonly double?[] _highest = new double?[Spans];
    private long _last;

    /// <summary>The highest number kept; null where there is none.</summary>
    public double? Highest => _highest.Max();

    /// <summary>Takes a number.</summary>
    /// <param name="at">When it was read, by a clock that is never set.</param>
    /// <param name="value">The number; null is unknown, and leaves a gap.</param>
    public void Add(TimeSpan at, double? value)
    {
        var span = at.Ticks / Span.Ticks;
        for (var next = Math.Max(_last + 1, span - Spans + 1); next <= span; next++)
        {
            _highest[next % Spans] = null;
        }

        _last = Math.Max(_last, span);
        ref var highest = ref _highest[_last % Spans];
        highest = highest is { } before && !(value > before) ? before : value;
    }

    /// <summary>The numbers as blocks of rising height, oldest first, one a span; a blank where nothing is known.</summary>
    /// <param name="full">The number that is a full block.</param>
    public string Sparkline(double full) => string.Create(Spans, (this, full), static (text, of) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = of.Item1._highest[(of.Item1._last + 1 + i) % Spans] is { } value ? Block(value / of.full) : ' ';
        }
    });

    private static char Block(double share) => Blocks[double.IsNaN(share) ? 0 : (int)Math.Clamp(share * Blocks.Length, 0, Blocks.Length - 1)];
}
