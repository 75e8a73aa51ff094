using System.Net;
using System.Net.Sockets;
using Wva.Local.Run;

namespace Wva.Local.Tests;

public sealed class FreePortTests
{
    [Theory]
    [InlineData("32768\t60999\n", 10_000, 32_767, 61_000, 65_535)]
    [InlineData("1024 40000", 40_001, 65_535, 40_001, 65_535)]
    [InlineData("60000 65535", 10_000, 59_999, 10_000, 59_999)]
    public void Ports_that_the_kernel_may_give_to_a_connection_are_none_of_them(string range, int first, int lastBelow, int firstAbove, int last)
    {
        var ports = FreePort.Outside(range);

        Assert.Equal(Enumerable.Range(first, lastBelow - first + 1).Union(Enumerable.Range(firstAbove, last - firstAbove + 1)), ports);
    }

    [Fact]
    public void Where_the_kernel_may_give_any_none_is_left() => Assert.Empty(FreePort.Outside("1024 65535"));

    [Fact]
    public void Each_is_another_one_and_can_be_listened_on_again_and_again()
    {
        int[] ports = [.. Enumerable.Range(0, 100).Select(_ => FreePort.Next())];

        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.All(ports, port => Assert.Contains(port, FreePort.Outside(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range"))));
        for (var i = 0; i < 2; i++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, ports[0]);
            listener.Start();
        }
    }
}
