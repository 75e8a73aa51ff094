using System.Net.Sockets;
using System.Threading.Channels;

namespace Wva.Simulation.Serving;

/// <summary>
/// The lines on a connection that was switched over: requests in, answers out, in the order in which they end. A line that is no request ends the connection with
/// <c>error: ...</c>; and where the client leaves, what it asked for is aborted, as by vLLM.
/// </summary>
internal static class RequestSession
{
    public const string Path = "/requests";
    public const string Protocol = "wva-requests";
    public const string Error = "error: ";

    /// <summary>Serves until the client leaves.</summary>
    public static async Task RunAsync(SocketLines lines, EngineCore core, CancellationToken stop)
    {
        var answers = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true }); // no more than requests under way
        var writing = WriteAsync(lines, answers.Reader, stop);
        try
        {
            await ReadAsync(lines, core, answers.Writer, stop);
        }
        finally
        {
            core.AbortAll(answers.Writer);
            answers.Writer.Complete();
            await writing;
        }
    }

    private static async Task ReadAsync(SocketLines lines, EngineCore core, ChannelWriter<string> answers, CancellationToken stop)
    {
        while (await lines.ReadAsync(stop) is { } text)
        {
            RequestLine request;
            try
            {
                request = RequestLine.Parse(text);
            }
            catch (FormatException e)
            {
                answers.TryWrite(Error + e.Message);
                return;
            }

            core.Offer(request, answers);
        }
    }

    private static async Task WriteAsync(SocketLines lines, ChannelReader<string> answers, CancellationToken stop)
    {
        try
        {
            await foreach (var answer in answers.ReadAllAsync(stop))
            {
                await lines.WriteAsync(answer + "\n", stop);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client left, or the engine stops; the reading side ends by the same.
        }
    }
}
