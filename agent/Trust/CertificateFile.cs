using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Wva.Agent.Trust;

/// <summary>Reads the certificates of a PEM file, all of them or none: a file that is being written holds half of what it will.</summary>
internal static class CertificateFile
{
    /// <summary>Longest file that is read, bytes; a machine's whole list of authorities takes a quarter of it.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The certificates of a file, at least one.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="CryptographicException">It holds no certificate, half of one, or is too long.</exception>
    public static X509Certificate2Collection Read(string path) => Parse(path, ReadBytes(path));

    /// <summary>The file as it is.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="CryptographicException">It is too long.</exception>
    public static byte[] ReadBytes(string path)
    {
        using var file = File.OpenHandle(path);
        var content = new byte[Math.Min(RandomAccess.GetLength(file), MaxBytes + 1)];
        var length = 0;
        while (length < content.Length && RandomAccess.Read(file, content.AsSpan(length), length) is var read and > 0)
        {
            length += read;
        }

        return length <= MaxBytes ? content[..length] : throw new CryptographicException($"{path} is longer than {MaxBytes} bytes");
    }

    /// <summary>The certificates of a file that has been read, at least one.</summary>
    /// <exception cref="CryptographicException">It holds no certificate, or half of one.</exception>
    public static X509Certificate2Collection Parse(string path, ReadOnlySpan<byte> content)
    {
        var certificates = new X509Certificate2Collection();
        var whole = content.Count("-----BEGIN "u8) == content.Count("-----END "u8);
        if (whole)
        {
            certificates.ImportFromPem(Encoding.UTF8.GetString(content));
        }

        return certificates.Count > 0
            ? certificates
            : throw new CryptographicException(whole ? $"{path} holds no certificate" : $"{path} holds a certificate that is cut off");
    }
}
