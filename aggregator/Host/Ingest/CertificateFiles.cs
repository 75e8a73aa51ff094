using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wva.Aggregator.Ingest;

/// <summary>
/// The certificate that agents see, from two PEM files. They are looked at when an agent connects, at most once a second, and read again when they have changed,
/// so that a renewed certificate needs no restart. Files that cannot be read leave the last good certificate in force.
/// </summary>
internal sealed class CertificateFiles : IDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly List<SslApplicationProtocol> Http2Only = [SslApplicationProtocol.Http2];

    private readonly Lock _gate = new();
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private (FileStamp? Certificate, FileStamp? Key) _stamp;
    private long _lookedAt;
    private SslServerAuthenticationOptions _current;

    /// <summary>Reads both.</summary>
    /// <exception cref="CryptographicException">They are no certificate and its key.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    public CertificateFiles(string certificateFile, string keyFile, TimeProvider time, ILogger<CertificateFiles> log)
    {
        (_certificateFile, _keyFile, _time, _log) = (certificateFile, keyFile, time, log);
        _stamp = Stamp();
        _current = Load();
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>What a connection opened now is served with. The same object as long as the files are the same, so that sessions can be resumed.</summary>
    public SslServerAuthenticationOptions Current
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_lookedAt) >= LookPeriod)
                {
                    _lookedAt = _time.GetTimestamp();
                    Refresh();
                }

                return _current;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _current.ServerCertificateContext?.TargetCertificate.Dispose();

    private void Refresh()
    {
        var stamp = Stamp();
        if (stamp == _stamp)
        {
            return;
        }

        _stamp = stamp;
        try
        {
            // The old one is left to the collector: connections may be in the middle of their handshake with it.
            _current = Load();
            AggregatorLog.CertificateReloaded(_log, _certificateFile);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            AggregatorLog.CertificateUnreadable(_log, _certificateFile, error.Message);
        }
    }

    private SslServerAuthenticationOptions Load()
    {
#pragma warning disable CA2000 // the options own it, and live as long as it is the current one
        var certificate = X509Certificate2.CreateFromPemFile(_certificateFile, _keyFile);
#pragma warning restore CA2000
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificateFile);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            ApplicationProtocols = Http2Only,
        };
    }

    private (FileStamp? Certificate, FileStamp? Key) Stamp() => (FileStamp.Of(_certificateFile), FileStamp.Of(_keyFile));
}
