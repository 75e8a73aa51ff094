using System.Runtime.InteropServices;
using Wva.Aggregator.Ingest;

namespace Wva.Aggregator.Tests.Ingest;

public sealed class TlsBuffersTests
{
    // What OpenSSL 3 asks for: the longest record, its header, its tag, and room to align.
    private const int RecordBufferBytes = 16_384 + 341;
    private const int SmallBytes = 8 * 1024;

    [Fact]
    public unsafe void A_buffer_for_a_record_lies_on_pages_of_its_own_and_smaller_ones_do_not()
    {
        Assert.SkipUnless(TlsBuffers.UseOwnPages([]), "another C library than glibc");
        const int Count = 64;
        const int MostGaps = 4096;

        // A gap of the heap that is large enough is used first, and tests beside this one leave some.
        var fillers = Enumerable.Range(0, MostGaps).Select(_ => (nint)NativeMemory.Alloc(RecordBufferBytes)).ToList();
        var buffers = new nint[Count];
        var small = new nint[Count];
        for (var i = 0; i < Count; i++)
        {
            buffers[i] = (nint)NativeMemory.Alloc(RecordBufferBytes);
            small[i] = (nint)NativeMemory.Alloc(SmallBytes);
        }

        // Any piece of the heap may begin a page by chance.
        Assert.InRange(buffers.Count(BeginsPage), Count * 3 / 4, Count);
        Assert.InRange(small.Count(BeginsPage), 0, Count / 4);
        foreach (var memory in fillers.Concat(buffers).Concat(small))
        {
            NativeMemory.Free((void*)memory);
        }
    }

    [Fact]
    public void A_quarter_of_the_areas_that_a_process_may_map_is_left_to_all_else() => Assert.Equal(49_146, TlsBuffers.MostOwnPages(65_530));

    [Theory]
    [InlineData("MALLOC_MMAP_THRESHOLD_")]
    [InlineData("MALLOC_MMAP_MAX_")]
    public void What_the_user_has_set_stands(string variable) => Assert.False(TlsBuffers.UseOwnPages(["PATH", variable]));

    // glibc keeps two words before what it gives out.
    private static bool BeginsPage(nint memory) => (memory - (2 * nint.Size)) % Environment.SystemPageSize == 0;
}
