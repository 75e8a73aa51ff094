using Wva.Testing;

namespace Wva.Local.Tests;

/// <summary>The published programs are there before the first test that runs them.</summary>
public sealed class PublishedFixture : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await PublishedPrograms.BuildAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
