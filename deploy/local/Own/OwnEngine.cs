using System.Diagnostics;
using System.Text.Json;

namespace Wva.Local.Own;

/// <summary>An engine that runs already.</summary>
/// <param name="Url">Where it shows its metrics.</param>
/// <param name="Model">The first model that it serves.</param>
internal sealed record OwnEngine(string Url, string Model)
{
    private const string Unknown = "unknown";

    /// <summary>Asks the agent what it is; how to trust it over HTTPS the agent has from its environment.</summary>
    /// <param name="agent">The published agent.</param>
    /// <param name="url">Where its metrics are.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <exception cref="InvalidOperationException">It is no engine, or does not answer; the message is the agent's.</exception>
    public static async Task<OwnEngine> FindAsync(string agent, string url, CancellationToken stop)
    {
        var start = new ProcessStartInfo(agent, ["--once", url, "-o", "json"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{agent}' cannot be started");
        var errors = process.StandardError.ReadToEndAsync(stop);
        var page = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0 ? new OwnEngine(url, ModelOf(page)) : throw new InvalidOperationException((await errors).Trim());
    }

    /// <summary>The first model in what <c>--once -o json</c> prints.</summary>
    public static string ModelOf(string page)
    {
        using var document = JsonDocument.Parse(page);
        return document.RootElement.TryGetProperty("engine", out var engine) && engine.ValueKind == JsonValueKind.Object && engine.TryGetProperty("models", out var models)
            && models.ValueKind == JsonValueKind.Array && models.GetArrayLength() > 0
            ? models[0].GetString() ?? Unknown
            : Unknown;
    }
}
