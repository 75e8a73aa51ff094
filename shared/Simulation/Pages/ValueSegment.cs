using System.Buffers;

namespace Wva.Simulation.Pages;

/// <summary>One series.</summary>
/// <param name="text">What stands before its number.</param>
/// <param name="value">The number.</param>
internal sealed class ValueSegment(byte[] text, Func<PageFigures, double> value) : PageSegment
{
    public override void Write(IBufferWriter<byte> output, PageFigures figures) => Line(output, text, value(figures));
}
