using System.Security.Authentication;
using Grpc.Core;
using Wva.Contracts;

namespace Wva.Agent.Stream;

/// <summary>Puts the ways in which a stream ends into one of the few that matter.</summary>
internal static class StreamFault
{
    /// <summary>What a refusal means.</summary>
    public static StreamEnd Of(Refused refused)
    {
        var detail = OneLine(refused.Detail);
        return refused.Reason == RefusalReason.Protocol
            ? new StreamEnd(StreamEndKind.Mismatch, detail, refused.RetryAfter)
            : new StreamEnd(StreamEndKind.Refused, detail.Length > 0 ? $"{refused.Reason}: {detail}" : refused.Reason.ToString(), refused.RetryAfter);
    }

    /// <summary>What the status of a failed call means.</summary>
    public static StreamEnd Of(RpcException exception)
    {
        if (Distrust(exception) is { } distrust)
        {
            return new StreamEnd(StreamEndKind.Untrusted, OneLine(distrust));
        }

        var cause = OneLine($"{exception.StatusCode}: {exception.Status.Detail}");
        return exception.StatusCode switch
        {
            StatusCode.ResourceExhausted => new StreamEnd(StreamEndKind.Exhausted, cause),
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => new StreamEnd(StreamEndKind.Refused, cause),
            StatusCode.Unimplemented => new StreamEnd(StreamEndKind.Mismatch, cause),
            _ => new StreamEnd(StreamEndKind.Broken, cause),
        };
    }

    /// <summary>What a file that cannot be used means: there was no call.</summary>
    public static StreamEnd Unopened(Exception exception) => new(StreamEndKind.Unopened, OneLine(exception.Message));

    /// <summary>What an exception that is not of the call means.</summary>
    public static StreamEnd Of(Exception exception) => new(StreamEndKind.Broken, OneLine(exception.Message));

    private static string? Distrust(RpcException exception)
    {
        // The status only says that "the SSL connection could not be established"; the reason lies below.
        for (var inner = exception.Status.DebugException; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException)
            {
                return $"its certificate is not accepted: {inner.Message}";
            }
        }

        return null;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
