using System.Globalization;
using System.Runtime.InteropServices;

namespace Wva.Agent.Watch;

/// <summary>What standard output is. Asked of the system directly: the console's own classes bring the terminal's database with them.</summary>
internal static partial class Terminal
{
    /// <summary>Size where nobody says.</summary>
    public static readonly (int Columns, int Lines) Usual = (80, 24);

    private const int StandardOutput = 1;
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ of asm-generic/ioctls.h

    /// <summary>Standard output is a terminal that can be drawn on.</summary>
    public static bool CanDraw(IReadOnlyDictionary<string, string> environment) =>
        IsTerminal() && environment.GetValueOrDefault("TERM", "dumb") is not ("dumb" or "");

    /// <summary>Standard output is a terminal.</summary>
    public static bool IsTerminal() => IfThere(static () => IsATerminal(StandardOutput)) == 1;

    /// <summary>Columns and lines: the terminal's own word, else COLUMNS and LINES, else 80 by 24.</summary>
    public static (int Columns, int Lines) Size(IReadOnlyDictionary<string, string> environment)
    {
        WindowSize size = default;
        var told = IfThere(() => Ask(StandardOutput, GetWindowSize, ref size)) == 0;
        return (
            told && size.Columns > 0 ? size.Columns : Number(environment, "COLUMNS") ?? Usual.Columns,
            told && size.Lines > 0 ? size.Lines : Number(environment, "LINES") ?? Usual.Lines);
    }

    private static int? Number(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static int IfThere(Func<int> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return -1; // another C library: as if it were no terminal
        }
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IsATerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Ask(int descriptor, nuint request, ref WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Lines;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
