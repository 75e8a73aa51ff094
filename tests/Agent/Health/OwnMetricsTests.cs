using System.Buffers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Wva.Agent.Gpus;
using Wva.Agent.Scrape;
using Wva.Agent.Stream;
using Wva.Contracts;
using Wva.Testing;

namespace Wva.Agent.Tests.Health;

/// <summary>The agent's own <c>/metrics</c>, which dashboards and alerts rest on.</summary>
public sealed class OwnMetricsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AgentInstruments _instruments;

    public OwnMetricsTests() => _instruments = new AgentInstruments(_time);

    [Fact]
    public async Task The_page_is_the_golden_one()
    {
        _instruments.PageRead(TimeSpan.FromSeconds(0.25), 50_000, ["swapped", "waitingDeferred"]);
        _instruments.PageRead(TimeSpan.FromSeconds(0.5), 60_000, ["swapped"]);
        _instruments.ScrapeFailed(ScrapeFault.Timeout);
        _instruments.PeriodIs(new CadenceChoice(TimeSpan.FromSeconds(0.25), CadenceReason.RequestsWait), retunes: 1);
        _instruments.StreamsChanged(1);
        _instruments.Wrote(AgentMessageKind.Sample, 100);
        _instruments.Reconnecting(StreamEndKind.Ended);
        _instruments.Reconnecting(StreamEndKind.Broken);
        _instruments.Gpus.Read(GpuFault.None);
        _instruments.Gpus.Read(GpuFault.None);
        _instruments.Gpus.Read(GpuFault.Timeout);
        _instruments.Gpus.Shown(4);
        _time.Advance(TimeSpan.FromSeconds(3));
        var golden = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Health", "own-metrics.golden.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(golden, Page().Replace($"version=\"{AgentVersion.Text}\"", "version=\"VERSION\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Before_the_first_page_there_is_no_age_of_it() => Assert.DoesNotContain("wva_agent_page_age_seconds", Page(), StringComparison.Ordinal);

    [Fact]
    public async Task Every_family_stands_in_the_readme()
    {
        _instruments.PageRead(TimeSpan.Zero, 1, []);
        _instruments.Gpus.Read(GpuFault.None);
        var readme = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "agent/README.md"), TestContext.Current.CancellationToken);
        string[] families = [.. Page().Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
        Assert.NotEmpty(families);
        Assert.All(families, family => Assert.Contains($"| `{family}", readme, StringComparison.Ordinal));
    }

    private string Page()
    {
        var page = new ArrayBufferWriter<byte>();
        _instruments.WriteTo(page);
        return Encoding.UTF8.GetString(page.WrittenSpan);
    }
}
