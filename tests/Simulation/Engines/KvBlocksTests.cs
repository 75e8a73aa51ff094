using CsCheck;
using Wva.Simulation.Engines;

namespace Wva.Simulation.Tests.Engines;

public sealed class KvBlocksTests
{
    [Fact]
    public void Any_number_of_iterations_needs_what_they_need_one_by_one() =>
        Gen.Select(Gen.Int[1, 16], Gen.Int[0, 15].Array[0, 20], Gen.Int[0, 1000], Gen.Int[0, 200]).Sample((blockTokens, phases, tick, iterations) =>
        {
            var kv = Blocks(1000, blockTokens, phases);

            Assert.Equal(Enumerable.Range(tick, iterations).Sum(at => phases.Count(phase => at % blockTokens == phase % blockTokens)), kv.Needed(tick, iterations));
        });

    [Fact]
    public void The_free_blocks_last_for_as_many_iterations_as_they_can_be_taken_in() =>
        Gen.Select(Gen.Int[1, 16], Gen.Int[0, 15].Array[0, 20], Gen.Int[0, 1000], Gen.Int[0, 100], Gen.Int[1, 300]).Sample((blockTokens, phases, tick, free, most) =>
        {
            var kv = Blocks(free, blockTokens, phases);
            var iterations = kv.IterationsThatFit(tick, most, taken: 0);

            Assert.InRange(iterations, 0, most);
            Assert.True(kv.Needed(tick, iterations) <= free);
            Assert.True(iterations == most || kv.Needed(tick, iterations + 1) > free);
        });

    [Fact]
    public void Lost_blocks_are_found_until_the_free_queue_has_come_to_them()
    {
        var kv = new KvBlocks(10, 16);
        kv.Take(4);
        var lost = kv.Losing(4, full: 3);
        kv.Return(4);

        Assert.Equal(3, lost.Surviving(kv.Takes));
        kv.Take(7); // the six that were free, and the last of the four, which was not full
        Assert.Equal(3, lost.Surviving(kv.Takes));
        kv.Take(1);
        Assert.Equal(2, lost.Surviving(kv.Takes));
        kv.Take(2);
        Assert.Equal(0, lost.Surviving(kv.Takes));
    }

    [Fact]
    public void A_shared_prefix_costs_its_blocks_once_and_is_found_again_while_nothing_takes_them()
    {
        var kv = new KvBlocks(10, 16);

        Assert.Equal(4, kv.Share(7, 4));
        Assert.Equal(4, kv.Share(7, 6));
        Assert.Equal(6, kv.Free);
        kv.Unshare(7);
        Assert.Equal(6, kv.Free);
        kv.Unshare(7);

        Assert.Equal(10, kv.Free);
        Assert.Equal(0, kv.SharedBlocks(7));
        Assert.Equal(4, kv.FoundBlocks(7));
        kv.Take(8);
        Assert.Equal(2, kv.FoundBlocks(7));
    }

    private static KvBlocks Blocks(int free, int blockTokens, int[] phases)
    {
        var kv = new KvBlocks(free, blockTokens);
        foreach (var phase in phases)
        {
            kv.AddTaker(phase % blockTokens);
        }

        return kv;
    }
}
