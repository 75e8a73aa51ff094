using Microsoft.Extensions.Logging;

namespace Wva.Agent.Trust;

/// <summary>
/// Whom the agent takes for its engine, or for the node's DCGM exporter, over HTTPS: who comes from an authority of the file, who has a key of the pins (of both, both),
/// and without either whom the machine trusts. There is no switch that skips the check.
/// </summary>
internal sealed class ServerTrust
{
    /// <summary>How often the file of authorities is looked at while no connection is made.</summary>
    public static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(10);

    private readonly TrustOptions _options;
    private readonly TimeProvider _time;
    private readonly AuthorityFile? _file;
    private long _lastLook;

    /// <summary>Reads the file of authorities, where there is one.</summary>
    public ServerTrust(TrustOptions options, TimeProvider time, ILogger logger)
    {
        (_options, _time, _lastLook) = (options, time, time.GetTimestamp());
        _file = options.CaFile is { } path ? new AuthorityFile(path, logger) : null;
        _file?.Refresh();
    }

    /// <summary>The option with the address, for messages.</summary>
    public string Option => _options.Option;

    /// <summary>What to tell where a plain request got no answer in HTTP.</summary>
    public string SecureHint => $"where the port speaks TLS, ask for https:// in {_options.Option}, with {_options.Help}";

    /// <summary>What to add where a port that was asked over HTTPS does not speak TLS.</summary>
    public string PlainHint => _options.MustProve ? "" : $"; where it is plain HTTP, ask for http:// in {_options.Option}";

    /// <summary>Counts up whenever other authorities are trusted: what was connected before then was checked against the old ones.</summary>
    public int Version => _file?.Version ?? 0;

    /// <summary>Looks at the file where that is due.</summary>
    public void Look()
    {
        if (_time.GetElapsedTime(_lastLook) >= LookPeriod)
        {
            _lastLook = _time.GetTimestamp();
            _file?.Refresh();
        }
    }

    /// <summary>The check of one handshake, by the file as it is now.</summary>
    /// <param name="host">Host of the URL.</param>
    public ServerCheck Check(string host)
    {
        _file?.Refresh();
        return new ServerCheck(_options, host, _file?.Authorities, _time.GetUtcNow());
    }
}
