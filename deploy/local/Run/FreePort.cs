using System.Net;
using System.Net.Sockets;

namespace Wva.Local.Run;

/// <summary>A port of loopback that was free a moment ago: for processes that say nowhere which one they took, or must come back at the same one after they were killed.</summary>
internal static class FreePort
{
    /// <summary>Another one each time.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
