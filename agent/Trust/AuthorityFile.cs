using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Wva.Agent.Trust;

/// <summary>
/// The authorities of a file that may be replaced at any moment. The last ones that could be read stand until others can be; what is wrong with the file is told once.
/// The file is compared by its content: the times of a link, which is what Kubernetes mounts, say nothing. Safe for threads.
/// </summary>
internal sealed class AuthorityFile(string path, ILogger logger)
{
    private readonly Lock _lock = new();
    private byte[] _content = [];
    private X509Certificate2Collection _authorities = [];
    private string? _problem;
    private int _version;

    /// <summary>The authorities in force; none before the first <see cref="Refresh"/>.</summary>
    public X509Certificate2Collection Authorities
    {
        get
        {
            lock (_lock)
            {
                return _authorities;
            }
        }
    }

    /// <summary>Counts up whenever other authorities come into force.</summary>
    public int Version
    {
        get
        {
            lock (_lock)
            {
                return _version;
            }
        }
    }

    /// <summary>Reads the file, and takes over what it holds where that is something else.</summary>
    public void Refresh()
    {
        lock (_lock)
        {
            try
            {
                Take(CertificateFile.ReadBytes(path));
                _problem = null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                Tell(exception.Message);
            }
        }
    }

    private void Take(byte[] content)
    {
        if (content.AsSpan().SequenceEqual(_content))
        {
            return;
        }

        _authorities = CertificateFile.Parse(path, content);
        _content = content;
        _version++;
        if (_version > 1)
        {
            AgentLog.EngineAuthoritiesReplaced(logger, path);
        }
    }

    private void Tell(string problem)
    {
        if (!string.Equals(problem, _problem, StringComparison.Ordinal))
        {
            _problem = problem;
            AgentLog.EngineAuthoritiesUnreadable(logger, path, problem.ReplaceLineEndings(" "));
        }
    }
}
