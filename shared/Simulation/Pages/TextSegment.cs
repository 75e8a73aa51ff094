using System.Buffers;

namespace Wva.Simulation.Pages;

/// <summary>Whole lines without a number that changes: HELP and TYPE, mostly.</summary>
/// <param name="text">The lines.</param>
internal sealed class TextSegment(byte[] text) : PageSegment
{
    public override void Write(IBufferWriter<byte> output, PageFigures figures) => output.Write(text);
}
