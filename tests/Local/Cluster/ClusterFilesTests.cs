using Wva.Local.Cluster;
using Wva.Local.Run;

namespace Wva.Local.Tests.Cluster;

public sealed class ClusterFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData(null, null)]
    [InlineData("status: {desiredOptimizedAlloc: {numReplicas: 3}}", 3)]
    [InlineData("status: {conditions: []}", null)]
    [InlineData("no status", null)]
    public void A_scaler_follows_what_stands_in_the_status_file_when_it_looks(string? status, int? expected)
    {
        var files = new ClusterFiles(_folder, _folder);
        if (status is not null)
        {
            File.WriteAllText(VariantFiles.Status(_folder, "a10g"), status);
        }

        Assert.Equal(expected, files.Published("a10g"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
