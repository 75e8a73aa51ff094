using System.Runtime.InteropServices;
using Wva.Aggregator.Ingest;

namespace Wva.Aggregator.Tests.Ingest;

public sealed class TlsBuffersTests
{
    // What OpenSSL 3 asks for: the longest record, its header, its tag, and room to align.
    private const int RecordBufferBytes = 16_384 + 341;
    private const int SmallBytes = 8 * 1024;
    private const int InARow = 16;
    private const int MostGaps = 8192; // 134 MB: what other tests have given back lies in gaps

    [Fact]
    public unsafe void Once_the_gaps_of_the_heap_are_full_a_buffer_for_a_record_lies_on_pages_of_its_own_and_smaller_ones_do_not()
    {
        Assert.SkipUnless(TlsBuffers.UseOwnPages([]), "another C library than glibc");
        var taken = new List<nint>();
        try
        {
            // A gap of the heap that is large enough is used first; one in 256 pieces of it begins a page by chance.
            var inARow = 0;
            while (inARow < InARow && taken.Count < MostGaps)
            {
                taken.Add((nint)NativeMemory.Alloc(RecordBufferBytes));
                inARow = BeginsPage(taken[^1]) ? inARow + 1 : 0;
            }

            Assert.Equal(InARow, inARow);
            var small = Enumerable.Range(0, InARow).Select(_ => (nint)NativeMemory.Alloc(SmallBytes)).ToList();
            taken.AddRange(small);
            Assert.InRange(small.Count(BeginsPage), 0, InARow / 4);
        }
        finally
        {
            taken.ForEach(memory => NativeMemory.Free((void*)memory));
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
