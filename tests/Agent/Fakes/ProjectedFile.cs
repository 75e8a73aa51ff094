using System.Globalization;

namespace Wva.Agent.Tests.Fakes;

/// <summary>A file as the kubelet projects it: a link through <c>..data</c>, which is made to lead to another folder.</summary>
internal sealed class ProjectedFile : IDisposable
{
    private readonly string _volume = Directory.CreateTempSubdirectory("wva-projected-").FullName;
    private int _writes;

    public ProjectedFile(string name)
    {
        File = Path.Combine(_volume, name);
        System.IO.File.CreateSymbolicLink(File, Path.Combine("..data", name));
    }

    /// <summary>Path of the file, as a pod sees it.</summary>
    public string File { get; }

    /// <summary>Puts another content in its place; null takes the file away.</summary>
    public void Put(string? text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_volume, string.Create(CultureInfo.InvariantCulture, $"..{_writes++}"))).FullName;
        if (text is not null)
        {
            System.IO.File.WriteAllText(Path.Combine(folder, Path.GetFileName(File)), text);
        }

        var data = Path.Combine(_volume, "..data");
        System.IO.File.Delete(data);
        System.IO.File.CreateSymbolicLink(data, Path.GetFileName(folder));
    }

    public void Dispose() => Directory.Delete(_volume, recursive: true);
}
