using System.Net.Sockets;
using System.Threading.Channels;

namespace Wva.Simulation.Serving;

/// <summary>A replica's link with what is under way on it: requests go out one after the other, answers come in beside them.</summary>
internal sealed class RoutedLink(EngineLink link) : IDisposable
{
    private readonly Channel<RequestLine> _requests = Channel.CreateUnbounded<RequestLine>(new UnboundedChannelOptions { SingleReader = true }); // no more than the router has in flight

    /// <summary>What the engine has and has not answered; the owner locks around it.</summary>
    public Dictionary<long, SentRequest> UnderWay { get; } = [];

    public void Send(RequestLine request) => _requests.Writer.TryWrite(request);

    /// <summary>Runs until the engine is gone, breaks the protocol, or the link is disposed.</summary>
    /// <param name="answered">Takes each answer.</param>
    public async Task RunAsync(Action<AnswerLine> answered)
    {
        var writing = WriteAsync();
        try
        {
            await foreach (var answer in link.ReadAsync(CancellationToken.None))
            {
                answered(answer);
            }
        }
        catch (InvalidDataException)
        {
            // What no longer speaks the protocol is as lost as what is gone.
        }

        _requests.Writer.Complete();
        await writing;
    }

    public void Dispose() => link.Dispose();

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var request in _requests.Reader.ReadAllAsync())
            {
                await link.SendAsync(request, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The engine is gone; the reading side sees it too.
        }
    }
}
