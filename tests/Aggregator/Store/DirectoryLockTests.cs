using Wva.Aggregator.Store;
using Wva.Aggregator.Tests.Fakes;

namespace Wva.Aggregator.Tests.Store;

public sealed class DirectoryLockTests : IDisposable
{
    private readonly VariantFolderFake _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_one_decides_over_a_folder_and_the_next_may_once_it_is_gone()
    {
        using (var first = DirectoryLock.TryTake(_folder.Directory))
        {
            Assert.NotNull(first);
            Assert.Null(DirectoryLock.TryTake(_folder.Directory));
        }

        using var next = DirectoryLock.TryTake(_folder.Directory);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_file_is_replaced_whole_or_not_at_all()
    {
        var path = _folder.PathOf("f");
        await AtomicFile.WriteAsync(path, "one"u8.ToArray(), TestContext.Current.CancellationToken);
        await AtomicFile.WriteAsync(path, "two"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("two", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.GetFiles(_folder.Directory));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => AtomicFile.WriteAsync(_folder.PathOf("none/f"), "x"u8.ToArray(), TestContext.Current.CancellationToken));
    }
}
