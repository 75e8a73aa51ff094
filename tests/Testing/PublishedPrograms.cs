using System.Diagnostics;

namespace Wva.Testing;

/// <summary>The programs as they ship, published by the functions of deploy/local/lib.sh, which build only what is older than its sources.</summary>
public static class PublishedPrograms
{
    private const string Build = ". deploy/local/lib.sh && wva_as_shipped && wva_publish up agent aggregator";

    /// <summary>Root of the checkout.</summary>
    public static string Root => Checkout.Root;

    /// <summary>The agent: one static executable.</summary>
    public static string Agent => Path.Combine(Root, "artifacts/local/Wva.Agent/wva-agent");

    /// <summary>The aggregator.</summary>
    public static string Aggregator => Path.Combine(Root, "artifacts/local/Wva.Aggregator/wva-aggregator");

    /// <summary>The script that a user types.</summary>
    public static string Up => Path.Combine(Root, "deploy/local/up");

    /// <summary>Builds what is missing or old.</summary>
    /// <exception cref="InvalidOperationException">It cannot be built; the message says why.</exception>
    public static async Task BuildAsync(CancellationToken stop)
    {
        var start = new ProcessStartInfo("/bin/bash") { UseShellExecute = false, WorkingDirectory = Root, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Build);
        using var build = Process.Start(start)!;
        var errors = await build.StandardError.ReadToEndAsync(stop);
        await build.WaitForExitAsync(stop);
        if (build.ExitCode != 0)
        {
            throw new InvalidOperationException(errors);
        }
    }
}
