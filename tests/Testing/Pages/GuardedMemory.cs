using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Wva.Testing.Pages;

/// <summary>Memory that ends where nothing may be read: one byte too far ends the process. Linux.</summary>
public sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int PageBytes = 4096;
    private const int None = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _start;
    private readonly nuint _mapped;
    private readonly int _capacity;

    /// <summary>Maps memory for so many bytes.</summary>
    /// <exception cref="Win32Exception">There is none to be had.</exception>
    public GuardedMemory(int capacity)
    {
        _capacity = (capacity + PageBytes - 1) / PageBytes * PageBytes;
        _mapped = (nuint)(_capacity + PageBytes);
        _start = Map(0, _mapped, ReadWrite, PrivateAnonymous, -1, 0);
        if (_start == -1 || Protect(_start + _capacity, PageBytes, None) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>A copy whose last byte is the last that may be read. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Hold(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _capacity)
        {
            throw new ArgumentException($"{bytes.Length} bytes do not go into {_capacity}", nameof(bytes));
        }

        var held = new Span<byte>((byte*)_start + _capacity - bytes.Length, bytes.Length);
        bytes.CopyTo(held);
        return held;
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Unmap(_start, _mapped);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint at, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Protect(nint at, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint at, nuint length);
}
