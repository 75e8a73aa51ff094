using Wva.Testing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Wva.AotSmoke.Tests.PublishedFixture))]

// Real processes, real time: one after the other.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Wva.AotSmoke.Tests;

/// <summary>The published programs are there before the first test.</summary>
public sealed class PublishedFixture : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await PublishedPrograms.BuildAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
