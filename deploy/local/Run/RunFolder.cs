namespace Wva.Local.Run;

/// <summary>The folder of one run, readable by its owner alone: certificates, the variants folder, logs.</summary>
internal sealed class RunFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly bool _kept;

    /// <summary>Makes the folder.</summary>
    /// <param name="keep">Where it shall stand and stay; null is a temporary place, removed at the end.</param>
    public RunFolder(string? keep)
    {
        _kept = keep is not null;
        Path = keep is null ? Directory.CreateTempSubdirectory("wva-up-").FullName : System.IO.Path.GetFullPath(keep);
        Directory.CreateDirectory(Path, OwnerOnly);
        Directory.CreateDirectory(Variants, OwnerOnly);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Manifests, and what the aggregator writes beside them.</summary>
    public string Variants => File("variants");

    /// <summary>Where the logs are, as a line of a heading.</summary>
    public string Description => $"logs        {Path}{(_kept ? "" : ", gone at the end (--keep DIR keeps them)")}";

    /// <summary>A file of the run.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (!_kept && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
