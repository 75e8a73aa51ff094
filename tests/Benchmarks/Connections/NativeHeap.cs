using System.Runtime.InteropServices;

namespace Wva.Benchmarks.Connections;

/// <summary>What the C library says of its own heaps, all threads' together; bytes. The layout is that of glibc's <c>mallinfo2</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly partial struct NativeHeap
{
    private readonly nuint _heaps;
    private readonly nuint _freeChunks;
    private readonly nuint _smallFreeChunks;
    private readonly nuint _mappings;
    private readonly nuint _mapped;
    private readonly nuint _unused;
    private readonly nuint _smallFree;
    private readonly nuint _used;
    private readonly nuint _free;
    private readonly nuint _top;

    /// <summary>Given out and not got back.</summary>
    public long UsedBytes => (long)_used;

    /// <summary>Given out on pages of their own.</summary>
    public long MappedBytes => (long)_mapped;

    /// <summary>Reads it.</summary>
    /// <exception cref="EntryPointNotFoundException">The C library is another one, or older than glibc 2.33.</exception>
    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial NativeHeap Read();
}
