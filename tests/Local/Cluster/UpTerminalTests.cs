using System.Diagnostics;
using System.Text.RegularExpressions;
using Wva.Testing;

namespace Wva.Local.Tests.Cluster;

/// <summary><c>up</c> on a terminal, and <c>wva</c> beside it, as the README shows them.</summary>
public sealed partial class UpTerminalTests(PublishedFixture published) : IClassFixture<PublishedFixture>
{
    private const string CursorIsBack = "\u001b[?25h\u001b[?1049l";

    private readonly PublishedFixture _published = published;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_live_view_shows_the_fleet_wva_the_same_and_the_terminal_is_left_as_it_was()
    {
        Assert.NotNull(_published);
        var typescript = Path.GetTempFileName();
        using var terminal = Start("bash", "-c", $"exec script -qec \"stty cols 118 rows 34; '{PublishedPrograms.Up}' --minutes 1\" '{typescript}' > /dev/null");
        await Eventually.TrueAsync("a variant that serves in the view", TimeSpan.FromSeconds(60), () => Shown(typescript).Contains("── load ──", StringComparison.Ordinal) && Shown(typescript).Contains("default/a10g", StringComparison.Ordinal), Stop);
        var wva = Path.Combine(PublishedPrograms.Root, "deploy", "local", "wva");
        await Eventually.TrueAsync("wva status", TimeSpan.FromSeconds(20), () => Printed(wva, "status").Contains("default/a10g  demo/llama-3.1-8b  A10G", StringComparison.Ordinal), Stop);
        await Eventually.TrueAsync("wva explain", TimeSpan.FromSeconds(20), () => Explained().IsMatch(Printed(wva, "explain", "a10g")), Stop);
        await terminal.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(90), Stop);

        Assert.Equal(0, terminal.ExitCode);
        var shown = Shown(typescript);
        Assert.Contains("── replicas ──", shown, StringComparison.Ordinal);
        Assert.Contains("summary: {\"agents\":", shown[shown.LastIndexOf(CursorIsBack, StringComparison.Ordinal)..], StringComparison.Ordinal);
        File.Delete(typescript);
    }

    private static string Printed(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return printed;
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;

    private static string Shown(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return Style().Replace(reader.ReadToEnd(), "");
    }

    [GeneratedRegex(@"default/a10g \(demo/llama-3\.1-8b\): [1-9] published", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Explained();

    [GeneratedRegex(@"\u001b\[[0-9;]*m", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Style();
}
