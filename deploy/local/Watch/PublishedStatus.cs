using System.Text.Json.Nodes;
using Wva.Scenarios;

namespace Wva.Local.Watch;

/// <summary>The part of a status file that a scaler would follow.</summary>
/// <param name="Replicas">The published value; null where none is.</param>
/// <param name="Reason">Code of the last decision's reason; empty where there is none.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record PublishedStatus(int? Replicas, string Reason, string Message)
{
    /// <summary>Reads a status file as it is now.</summary>
    /// <returns>The status; null where there is none, or it cannot be read just now.</returns>
    public static PublishedStatus? ReadFile(string path) => TryReadText(path) is { } text ? Read(text) : null;

    /// <summary>The text of a status file; null where there is none, or it cannot be read just now.</summary>
    public static string? TryReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the text of a status file.</summary>
    /// <returns>The status; null where it is none.</returns>
    public static PublishedStatus? Read(string text)
    {
        if (YamlText.ToJson(text, "status").Value is not JsonObject document || document["status"] is not JsonObject status)
        {
            return null;
        }

        var decision = status["lastDecision"];
        return new PublishedStatus(
            (int?)status["desiredOptimizedAlloc"]?["numReplicas"],
            (string?)decision?["reason"] ?? string.Empty,
            (string?)decision?["message"] ?? string.Empty);
    }
}
