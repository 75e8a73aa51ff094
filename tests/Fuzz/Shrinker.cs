using Wva.Testing.Pages;

namespace Wva.Fuzz;

/// <summary>Makes the page of a finding shorter while the reader still differs on it. What only a sequence of pages shows is left as it is.</summary>
internal static class Shrinker
{
    /// <summary>The shorter page.</summary>
    public static ReadOnlyMemory<byte> Shrink(FuzzFinding finding)
    {
        var page = finding.Page.ToArray();
        if (!Differs(page))
        {
            return page;
        }

        for (var size = Math.Max(page.Length / 2, 1); size > 0; size /= 2)
        {
            for (var at = 0; at + size <= page.Length;)
            {
                byte[] shorter = [.. page.AsSpan(0, at), .. page.AsSpan(at + size)];
                (page, at) = Differs(shorter) ? (shorter, at) : (page, at + size);
            }
        }

        return page;
    }

    private static bool Differs(byte[] page) => PageFuzz.CheckAlone(page) is not null;
}
