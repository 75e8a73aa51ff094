namespace Wva.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class Checkout
{
    /// <summary>Its root: the folder of the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Wva.Distributed.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"no checkout above {AppContext.BaseDirectory}");
        }

        return folder.FullName;
    }
}
