using System.Collections.Immutable;
using Wva.Scaling.Analysis.EngineArguments;

namespace Wva.Scaling.Tests;

public sealed class EngineArgumentTests
{
    [Fact]
    public void V2_40_defaults_are_the_published_ones()
    {
        var vllm = Read("vllm");
        var sglang = Read("sglang");

        Assert.Equal((0.9, 16, "auto", 1, 256), (vllm.MemoryShare, vllm.BlockSize, vllm.KvType, vllm.TensorParallel, vllm.MaxSequences));
        Assert.Equal((0.9, 1, "auto", 1, 256), (sglang.MemoryShare, sglang.BlockSize, sglang.KvType, sglang.TensorParallel, sglang.MaxSequences));
        Assert.Equal((8192, 8192), (vllm.EffectiveBatchedTokens, sglang.EffectiveBatchedTokens));
    }

    [Theory]
    [InlineData("V2-41 V1 chunked", "", 8192)]
    [InlineData("V2-41 V0 chunked", "VLLM_USE_V1=0 --enable-chunked-prefill", 2048)]
    [InlineData("V2-41 V0 is not chunked unless it says so", "VLLM_USE_V1=0 --max-model-len=4096", 4096)]
    [InlineData("V2-41 explicit", "--max-num-batched-tokens=1234", 1234)]
    [InlineData("V2-41 unchunked long", "--no-enable-chunked-prefill --max-model-len 32768", 32768)]
    [InlineData("V2-41 unchunked short", "--enable-chunked-prefill=false --max-model-len 1024", 2048)]
    [InlineData("explicit goes before unchunked", "--no-enable-chunked-prefill --max-num-batched-tokens 512", 512)]
    [InlineData("a flag has no value", "--enable-chunked-prefill some/model", 8192)]
    public void Tokens_of_one_step_follow_from_flags(string id, string arguments, double tokens)
        => Assert.True(tokens.Equals(Read("vllm", arguments.Split(' ')).EffectiveBatchedTokens), id);

    [Theory]
    [InlineData("key=value", "--max-num-seqs=48")]
    [InlineData("key value", "--max-num-seqs|48")]
    [InlineData("underscores", "--max_num_seqs|48")]
    [InlineData("the last one wins", "--max-num-seqs=96|--max-num-seqs=48")]
    [InlineData("no number changes nothing", "--max-num-seqs=48|--max-num-seqs=many|--max-num-seqs")]
    [InlineData("a shell's string", "/bin/sh|-c|vllm serve 'org/m' --max-num-seqs 48 --max-num-batched-tokens=4096")]
    [InlineData("quotes keep a value together", "bash|-c|exec vllm serve --served-model-name \"my --max-num-seqs=7 model\" \\\n  --max-num-seqs '48'")]
    [InlineData("an option is no value", "--max-num-seqs|48|--max-num-seqs|--enforce-eager")]
    public void A_value_is_read_as_an_engine_reads_it(string id, string arguments)
        => Assert.True(Read("vllm", arguments.Split('|')).MaxSequences is 48, id);

    [Fact]
    public void Every_vllm_option_that_bears_on_capacity_is_read()
    {
        var settings = Read("vllm", "--gpu-memory-utilization=0.95", "--block-size", "32", "--kv-cache-dtype=fp8", "-tp", "2", "--num_gpu_blocks_override", "1000");

        Assert.Equal((0.95, 32, "fp8", 2, 32000), (settings.MemoryShare, settings.BlockSize, settings.KvType, settings.TensorParallel, settings.KvTokens));
    }

    [Fact]
    public void V2_43_sglang_without_chunks_takes_whole_prompts()
    {
        Assert.Equal(16000, Read("sglang", "--chunked-prefill-size=-1", "--context-length", "16000").EffectiveBatchedTokens);
        Assert.False(Read("sglang", "--chunked-prefill-size", "-1").Chunked);
        Assert.Equal(4096, Read("sglang", "--chunked-prefill-size", "4096", "--max-prefill-tokens=16384").EffectiveBatchedTokens);
        Assert.Equal(16384, Read("sglang", "--chunked-prefill-size", "-1", "--max-prefill-tokens=16384").EffectiveBatchedTokens);
    }

    [Fact]
    public void Every_sglang_option_that_bears_on_capacity_is_read()
    {
        var settings = Read("sglang", "--mem-fraction-static", "0.8", "--max-total-tokens=50000", "--tp-size", "4", "--max-running-requests", "32");

        Assert.Equal((0.8, 50000, 4, 32), (settings.MemoryShare, settings.KvTokens, settings.TensorParallel, settings.MaxSequences));
    }

    [Fact]
    public void An_unknown_template_has_no_settings() => Assert.Null(EngineSettingsReader.Read(null, "vllm"));

    [Theory]
    [InlineData("--max-num-seqs=7", true)]
    [InlineData("--max-model-len=7", true)]
    [InlineData("--enforce-eager", true)]
    [InlineData("--block-size=32", false)]
    [InlineData("--kv-cache-dtype=fp8", false)]
    [InlineData("--tensor-parallel-size=2", false)]
    [InlineData("--gpu-memory-utilization=0.5", false)]
    [InlineData("--num-gpu-blocks-override=7", false)]
    [InlineData("--max-num-batched-tokens=4096", false)]
    public void Two_engines_hold_as_much_whatever_does_not_bear_on_memory(string argument, bool same)
        => Assert.Equal(same, Read("vllm").HoldsAsMuchAs(Read("vllm", argument)));

    private static EngineSettings Read(string engine, params string[] arguments)
        => EngineSettingsReader.Read(ImmutableArray.Create(arguments), engine)!;
}
