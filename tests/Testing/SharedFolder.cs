namespace Wva.Testing;

/// <summary>The folder <c>shared</c> beside the checkout: recordings, vectors, traces. It is not part of the project.</summary>
public static class SharedFolder
{
    /// <summary>Its path; null where it is not there.</summary>
    public static string? Path { get; } = Find();

    /// <summary>A file in it; null where the folder is not there. A folder without the file is an error.</summary>
    public static string? File(string relativePath)
    {
        if (Path is null)
        {
            return null;
        }

        var path = System.IO.Path.Combine(Path, relativePath);
        return System.IO.File.Exists(path) ? path : throw new FileNotFoundException($"'{relativePath}' is missing in {Path}", path);
    }

    private static string? Find()
    {
        var beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(Checkout.Root, "..", "shared"));
        return Directory.Exists(System.IO.Path.Combine(beside, "recordings")) ? beside : null;
    }
}
