using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wva.Agent.Trust;

/// <summary>The check of a server's certificate in one handshake, and in words what is wrong with it.</summary>
/// <param name="options">Name and fingerprints asked for.</param>
/// <param name="host">Host of the URL: the name to prove where no other is asked for.</param>
/// <param name="authorities">Authorities of the file; null without one.</param>
/// <param name="now">Time of the check.</param>
internal sealed class ServerCheck(TrustOptions options, string host, X509Certificate2Collection? authorities, DateTimeOffset now)
{
    private readonly string _name = options.Name ?? host;

    private bool IsPinned => options.Pins.Count > 0;

    /// <summary>What is wrong with the certificate; null where nothing is, or none has come yet. No number and no time in it: it stays the same while the cause does.</summary>
    public string? Problem { get; private set; }

    /// <summary>Settings of the handshake.</summary>
    public SslClientAuthenticationOptions Settings() => new()
    {
        TargetHost = _name,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = Accepts,
        AllowTlsResume = false, // a resumed session shows the certificate of the first handshake, and the server has another by then
    };

    private X509ChainPolicy? Policy()
    {
        if (authorities is null && !IsPinned)
        {
            return null; // the machine's own
        }

        var policy = ServerPolicy.Of(authorities ?? []);
        policy.VerificationTime = now.UtcDateTime;
        return policy;
    }

    private bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Problem = certificate is X509Certificate2 leaf && chain is not null ? ProblemOf(leaf, chain, errors) : "the server shows no certificate";
        return Problem is null;
    }

    private string? ProblemOf(X509Certificate2 leaf, X509Chain chain, SslPolicyErrors errors)
    {
        if (IsPinned && !IsOfPin(leaf))
        {
            return "the certificate is none of --engine-pin";
        }

        if (now > new DateTimeOffset(leaf.NotAfter))
        {
            return "the certificate has expired";
        }

        if (now < new DateTimeOffset(leaf.NotBefore))
        {
            return "the certificate is not valid yet";
        }

        // A pin is the identity itself, so that no name needs to stand for it; one that is asked for must be proved all the same.
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && (authorities is not null || !IsPinned || options.Name is not null))
        {
            return $"the certificate is not for '{_name}'{(options.NameOption is { } option ? $"; {option} gives another name to prove" : "")}";
        }

        var asksAuthority = authorities is not null || !IsPinned;
        return asksAuthority && errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? ProblemOf(leaf, chain) : null;
    }

    private string? ProblemOf(X509Certificate2 leaf, X509Chain chain)
    {
        const X509ChainStatusFlags NoAuthority = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        var flags = X509ChainStatusFlags.NoError;
        foreach (var status in chain.ChainStatus)
        {
            flags |= status.Status;
        }

        if ((flags & ~NoAuthority) != X509ChainStatusFlags.NoError)
        {
            return $"the certificate is not accepted ({flags & ~NoAuthority})";
        }

        // The very certificate stands in the file: nobody needs to vouch for it.
        if (authorities is not null && authorities.Any(known => known.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span)))
        {
            return null;
        }

        return authorities is not null
            ? $"the certificate comes from no authority in {options.CaOption}"
            : $"this machine trusts no authority of the certificate; give {options.Help}";
    }

    private bool IsOfPin(X509Certificate2 leaf)
    {
        var ofCertificate = Convert.ToHexString(SHA256.HashData(leaf.RawDataMemory.Span));
        var ofKey = Convert.ToHexString(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo()));
        return options.Pins.Any(pin => pin == ofCertificate || pin == ofKey);
    }
}
