using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Wva.Benchmarks.Connections;

/// <summary>Changes limits of the server between its building and its start, in the published aggregator: <c>window=BYTES</c>, <c>headertable=BYTES</c>, <c>inline</c>, separated by semicolons.</summary>
internal sealed class KestrelTuning(string tuning) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>Environment variable that holds it.</summary>
    public const string Variable = "WVA_BENCHMARK_TUNING";

    /// <inheritdoc/>
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilt", Value: IHost host })
        {
            // The options object is one and the same for the server, which has not read it yet.
            Apply(
                host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.Http2,
                host.Services.GetRequiredService<IOptions<SocketTransportOptions>>().Value);
        }
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    private void Apply(Http2Limits limits, SocketTransportOptions sockets)
    {
        foreach (var part in tuning.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')))
        {
            switch (part)
            {
                case ["window", var bytes]:
                    limits.InitialConnectionWindowSize = limits.InitialStreamWindowSize = int.Parse(bytes, CultureInfo.InvariantCulture);
                    break;
                case ["headertable", var bytes]:
                    limits.HeaderTableSize = int.Parse(bytes, CultureInfo.InvariantCulture);
                    break;
                case ["inline"]:
                    sockets.UnsafePreferInlineScheduling = true;
                    break;
                default:
                    throw new InvalidOperationException($"'{string.Join('=', part)}' tunes nothing");
            }
        }
    }
}
