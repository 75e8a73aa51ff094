using System.Diagnostics.CodeAnalysis;

namespace Wva.Agent.Options;

/// <summary>Where aggregators are found: every address of a name, or every line of a file.</summary>
/// <param name="Host">Name or address of <c>https://host:port</c>; null for a file.</param>
/// <param name="Port">Its port; 0 for a file.</param>
/// <param name="FilePath">Path of <c>file:PATH</c>, one address a line; null for a host.</param>
internal sealed record AggregatorAddress(string? Host, int Port, string? FilePath)
{
    private const string FilePrefix = "file:";

    /// <summary>Reads <c>https://host:port</c> or <c>file:PATH</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AggregatorAddress? address)
    {
        if (text.StartsWith(FilePrefix, StringComparison.Ordinal) && text.Length > FilePrefix.Length)
        {
            address = new AggregatorAddress(null, 0, text[FilePrefix.Length..]);
            return true;
        }

        return TryParseHost(text, out address);
    }

    /// <summary>Reads <c>https://host:port</c>.</summary>
    public static bool TryParseHost(string text, [NotNullWhen(true)] out AggregatorAddress? address)
    {
        // A path, a user or a query would be dropped without a word: what is not obeyed is refused.
        address = Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttps
            && uri is { PathAndQuery: "/", UserInfo.Length: 0, Fragment.Length: 0, Port: > 0 }
            ? new AggregatorAddress(uri.IdnHost, uri.Port, null)
            : null;
        return address is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => FilePath is null ? $"https://{(Host!.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}" : FilePrefix + FilePath;
}
