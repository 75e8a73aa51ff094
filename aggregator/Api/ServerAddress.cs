using System.Diagnostics.CodeAnalysis;

namespace Wva.Api;

/// <summary>An aggregator's address as a user writes it.</summary>
public static class ServerAddress
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "http://HOST:PORT or https://HOST:PORT";

    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address is { Host.Length: > 0, PathAndQuery: "/", Fragment.Length: 0, UserInfo.Length: 0 };
}
