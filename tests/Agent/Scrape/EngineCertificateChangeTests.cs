using Wva.Agent.Tests.Fakes;
using Wva.Agent.Trust;
using Wva.Contracts;
using Wva.Testing;

namespace Wva.Agent.Tests.Scrape;

/// <summary>KServe issues the engine's certificate anew at each scale-up; engine and agent learn of it at different times.</summary>
public sealed class EngineCertificateChangeTests : IAsyncDisposable
{
    private readonly ScriptedEngine _engine = new();
    private readonly EngineFiles _files = new();

    [Fact]
    public async Task A_new_certificate_is_refused_until_the_file_has_it_and_trusted_by_the_next_scrape()
    {
        using var before = SelfSignedLeaf.Make(true, "localhost", "127.0.0.1");
        using var after = SelfSignedLeaf.Make(true, "localhost", "127.0.0.1", "10.0.0.8");
        _engine.Certificate = before;
        _engine.Serve(VllmPage.With());
        await using var run = new ScrapeRun(_engine, options => options.EngineCaFile = _files.Write(before));
        await run.ScrapeAsync();
        Assert.Null(run.Sample.Error);

        _engine.Certificate = after;
        await run.ScrapeAsync();
        Assert.EndsWith("TLS: the certificate comes from no authority in --engine-ca", run.Sample.Error, StringComparison.Ordinal);

        _files.Write(after);
        await run.ScrapeAsync();
        Assert.Null(run.Sample.Error);
        Assert.Equal((1, 1, 1), (run.Log.Count(1012), run.Log.Count(1018), run.Log.Count(1013)));
    }

    [Fact]
    public async Task A_connection_made_under_the_old_file_is_not_used_under_the_new_one()
    {
        using var leaf = SelfSignedLeaf.Make(true, "127.0.0.1");
        using var other = SelfSignedLeaf.Make(true, "127.0.0.1");
        _engine.Certificate = leaf;
        _engine.ServeAlive(VllmPage.With());
        await using var run = new ScrapeRun(_engine, options => options.EngineCaFile = _files.Write(leaf));
        await run.ScrapeAsync();
        await run.ScrapeAsync();
        Assert.Equal(1, _engine.Connections);

        _files.Write(other);
        for (var passed = TimeSpan.Zero; passed <= ServerTrust.LookPeriod; passed += TimeSpan.FromSeconds(1))
        {
            await run.ScrapeAsync();
        }

        Assert.EndsWith("TLS: the certificate comes from no authority in --engine-ca", run.Sample.Error, StringComparison.Ordinal);
        _files.Write(leaf.ExportCertificatePem() + "\n" + other.ExportCertificatePem());
        await run.ScrapeAsync();
        Assert.Null(run.Sample.Error);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_changes_nothing_and_is_told_once()
    {
        using var leaf = SelfSignedLeaf.Make(true, "127.0.0.1");
        var pem = leaf.ExportCertificatePem();
        _engine.Certificate = leaf;
        _engine.Serve(VllmPage.With());
        await using var run = new ScrapeRun(_engine, options => options.EngineCaFile = _files.Write(pem));
        await run.ScrapeAsync();
        string[] broken = [pem[..(pem.Length / 2)], pem + pem[..(pem.Length / 2)], "", "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n"];
        for (var i = 0; i < broken.Length; i++)
        {
            _files.Write(broken[i]);
            await run.ScrapeAsync();
            await run.ScrapeAsync();
            Assert.Null(run.Sample.Error);
        }

        string[] told = [.. run.Log.Texts.Where(line => line.StartsWith("1019 ", StringComparison.Ordinal))];
        Assert.Equal(2, told.Length); // two times the same trouble twice
        Assert.EndsWith($"{_files.Path} holds a certificate that is cut off", told[0], StringComparison.Ordinal);
        Assert.EndsWith($"{_files.Path} holds no certificate", told[1], StringComparison.Ordinal);

        File.Delete(_files.Path);
        await run.ScrapeAsync();
        Assert.Null(run.Sample.Error);
        Assert.Equal(3, run.Log.Count(1019));
    }

    [Fact]
    public async Task Behind_an_https_proxy_on_the_first_port_the_engine_with_KServes_leaf_is_found_and_kept_through_a_swap()
    {
        using var before = SelfSignedLeaf.Make(true, "localhost", "127.0.0.1");
        using var after = SelfSignedLeaf.Make(true, "localhost", "127.0.0.1", "10.0.0.8");
        await using var proxy = new ScriptedEngine { Certificate = before };
        proxy.ServeAlive("go_goroutines 7\n");
        _engine.Certificate = before;
        _engine.ServeAlive(VllmPage.With(finished: 3) + "vllm:num_requests_running{engine=\"0\",model_name=\"second\"} 0\n");
        await using var run = new ScrapeRun(_engine, options => (options.EngineUrls, options.EngineCaFile) = ([proxy.Url, _engine.Url], _files.Write(before)));
        await run.ScrapeAsync();
        Assert.Null(run.Sample.Error);
        var found = Assert.Single(run.Log.Texts, line => line.StartsWith("1011 ", StringComparison.Ordinal));
        Assert.StartsWith($"1011 engine found at {_engine.Url}: vllm ", found, StringComparison.Ordinal);
        Assert.Contains("models: demo, second", found, StringComparison.Ordinal);

        (_engine.Certificate, proxy.Certificate) = (after, after);
        _files.Write(after);
        var connections = _engine.Connections;
        for (var passed = TimeSpan.Zero; passed <= ServerTrust.LookPeriod; passed += TimeSpan.FromSeconds(1))
        {
            await run.ScrapeAsync();
            Assert.Equal((null, 3.0), (run.Sample.Error, Assert.Single(run.Sample.Rows).Known(RowField.Finished)));
        }

        Assert.Equal(connections + 1, _engine.Connections); // made anew, under the new file
        Assert.Equal((1, 1), (proxy.Requests, run.Log.Count(1018)));
        Assert.Equal((0, 1), (run.Log.Count(1012), run.Log.Count(1011)));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _files.Dispose();
    }
}
