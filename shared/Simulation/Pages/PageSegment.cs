using System.Buffers;

namespace Wva.Simulation.Pages;

/// <summary>A piece of a page: text that never changes, made once, and the numbers behind it.</summary>
internal abstract class PageSegment
{
    /// <summary>Writes it.</summary>
    public abstract void Write(IBufferWriter<byte> output, PageFigures figures);

    /// <summary>Writes text, a number and a line feed.</summary>
    protected static void Line(IBufferWriter<byte> output, ReadOnlySpan<byte> text, double value)
    {
        var span = output.GetSpan(text.Length + PythonNumber.MaxBytes + 1);
        text.CopyTo(span);
        var length = text.Length + PythonNumber.Write(value, span[text.Length..]);
        span[length] = (byte)'\n';
        output.Advance(length + 1);
    }
}
