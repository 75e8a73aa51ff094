using Wva.Aggregator.Store;
using Wva.Aggregator.Tests.Fakes;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Tests.Store;

public sealed class WatchedFileTests : IDisposable
{
    private readonly VariantFolderFake _folder = new();
    private readonly WatchedFile<ScalingPolicy> _file;

    public WatchedFileTests() => _file = new WatchedFile<ScalingPolicy>(_folder.PathOf("policy.yaml"), PolicyReader.Read);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_cannot_be_read_is_tried_again_at_every_look_and_is_news_once()
    {
        using (Locked())
        {
            Assert.True(_file.Refresh(World.Noon));
            Assert.StartsWith("cannot be read", _file.Problem, StringComparison.Ordinal);
            Assert.False(_file.Refresh(World.Noon.AddSeconds(1)));
        }

        Assert.True(_file.Refresh(World.Noon.AddSeconds(2)));
        Assert.Equal((null, 0.9), (_file.Problem, _file.Good?.KvCacheThreshold));
        Assert.False(_file.Refresh(World.Noon.AddSeconds(3)));
    }

    [Fact]
    public void A_file_that_could_not_be_read_and_is_taken_away_is_gone()
    {
        using (Locked())
        {
            _file.Refresh(World.Noon);
        }

        File.Delete(_folder.PathOf("policy.yaml"));
        Assert.False(_file.Refresh(World.Noon.AddSeconds(1)));
        Assert.True(_file.Refresh(World.Noon.AddSeconds(3)));
        Assert.Null(_file.Problem);
    }

    private FileStream Locked()
    {
        _folder.WritePolicy("kvCacheThreshold: 0.9\n");
        return new FileStream(_folder.PathOf("policy.yaml"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }
}
