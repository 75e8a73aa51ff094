namespace Wva.Testing;

/// <summary>Texts as they are to look, beside the tests; a change shows in the diff.</summary>
public static class GoldenText
{
    /// <summary>The text that is expected. What came instead is left beside it as FILE.actual, to be looked at and taken over.</summary>
    /// <param name="file">Path below the folder of the tests' program.</param>
    /// <param name="actual">What came.</param>
    public static string Expected(string file, string actual)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected != actual)
        {
            File.WriteAllText(path + ".actual", actual);
        }

        return expected;
    }
}
