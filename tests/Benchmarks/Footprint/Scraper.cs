using System.Globalization;
using System.Text;
using Wva.Local.Run;
using Wva.Telemetry.Engines;

namespace Wva.Benchmarks.Footprint;

/// <summary>A scraper that a user could run instead of the agent.</summary>
/// <param name="Name">What a column calls it.</param>
/// <param name="Program">Its executable; null where it is not installed.</param>
/// <param name="Absent">What to say where it is not installed.</param>
/// <param name="WantedOnly">It drops what the agent would not read, before it is sent.</param>
/// <param name="IsVmagent">It takes vmagent's options, not those of Prometheus.</param>
internal sealed record Scraper(string Name, string? Program, string Absent, bool WantedOnly, bool IsVmagent)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scraper> All { get; } =
    [
        new("prometheus, agent mode", InPath("prometheus"), "not installed (apt-get install prometheus)", WantedOnly: false, IsVmagent: false),
        new("the same, wanted names only", InPath("prometheus"), "not installed (apt-get install prometheus)", WantedOnly: true, IsVmagent: false),
        new("vmagent", InPath("vmagent"), "not installed (no `vmagent` in PATH)", WantedOnly: false, IsVmagent: true),
    ];

    /// <summary>Writes its configuration and gives its arguments.</summary>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="engine">What to scrape, once a second.</param>
    /// <param name="writePort">Where to write to, on loopback.</param>
    public string[] Configure(string folder, Uri engine, int writePort)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "scrape.yml");
        var write = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{writePort}/api/v1/write");
        var listen = FreePort.Loopback();
        var data = Path.Combine(folder, "data");
        File.WriteAllText(file, Scrape(engine) + (IsVmagent ? "" : $"remote_write:\n- url: {write}\n"));
        return IsVmagent
            ? [$"-promscrape.config={file}", $"-remoteWrite.url={write}", $"-remoteWrite.tmpDataPath={data}", $"-httpListenAddr={listen}"]
            : ["--enable-feature=agent", $"--config.file={file}", $"--storage.agent.path={data}", $"--web.listen-address={listen}"];
    }

    /// <summary>Names on a page that the agent reads.</summary>
    public static IReadOnlyList<string> WantedNames(ReadOnlySpan<byte> page)
    {
        var wanted = new SeriesTable(VllmMetrics.Map).Names;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var range in page.Split((byte)'\n'))
        {
            var line = page[range];
            var end = line.IndexOfAny((byte)'{', (byte)' ');
            if (end > 0 && wanted.Find(line[..end]) >= 0)
            {
                names.Add(Encoding.UTF8.GetString(line[..end]));
            }
        }

        return [.. names];
    }

    private string Scrape(Uri engine)
    {
        var text = new StringBuilder("global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\nscrape_configs:\n- job_name: engine\n");
        text.Append(CultureInfo.InvariantCulture, $"  static_configs:\n  - targets: ['{engine.Authority}']\n");
        if (WantedOnly)
        {
            text.Append(CultureInfo.InvariantCulture, $"  metric_relabel_configs:\n  - source_labels: [__name__]\n    action: keep\n    regex: '{string.Join('|', WantedNames(RecordedInput.LastPage("step")))}'\n");
        }

        return text.ToString();
    }

    private static string? InPath(string program) =>
        ((string?)Environment.GetEnvironmentVariables()["PATH"] ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
