using System.Text;

namespace Wva.Agent.Health;

/// <summary>One answer of the agent's own server.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Body">The body.</param>
internal readonly record struct OwnPage(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>What HTTP calls the status.</summary>
    public string Reason => Status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "Service Unavailable",
    };

    /// <summary>A line or more of plain text.</summary>
    public static OwnPage Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text + "\n"));
}
