using System.Security.Cryptography.X509Certificates;

namespace Wva.Agent.Tests.Fakes;

/// <summary>A folder with the authorities of an engine, as Kubernetes mounts it: the file is a link, which is swapped for one into another folder.</summary>
internal sealed class EngineFiles : IDisposable
{
    private const string Name = "ca.crt";

    private readonly string _folder = Directory.CreateTempSubdirectory("wva-engine-").FullName;
    private int _versions;

    /// <summary>What the agent is told.</summary>
    public string Path => System.IO.Path.Combine(_folder, Name);

    /// <summary>Swaps the file's content for this certificate.</summary>
    /// <returns>Its path, the same each time.</returns>
    public string Write(X509Certificate2 certificate) => Write(certificate.ExportCertificatePem());

    /// <summary>Swaps the file's content.</summary>
    /// <returns>Its path, the same each time.</returns>
    public string Write(string text)
    {
        var version = Directory.CreateDirectory(System.IO.Path.Combine(_folder, $"..version-{_versions++}"));
        File.WriteAllText(System.IO.Path.Combine(version.FullName, Name), text);
        var swapped = System.IO.Path.Combine(_folder, "..data_tmp");
        File.CreateSymbolicLink(swapped, $"{version.Name}/{Name}");
        File.Move(swapped, Path, overwrite: true);
        return Path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
