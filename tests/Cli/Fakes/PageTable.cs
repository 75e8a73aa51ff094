namespace Wva.Cli.Tests.Fakes;

/// <summary>A table of a page, known by its head.</summary>
/// <param name="file">The page.</param>
/// <param name="head">Its first line.</param>
internal sealed class PageTable(string file, string head)
{
    private readonly string _head = head + "\n" + string.Concat(head.Where(c => c is '|').Skip(1).Select(_ => "| --- ")) + "|\n";

    /// <summary>Rows as they stand on the page.</summary>
    public string[] Read()
    {
        var page = File.ReadAllText(file);
        var start = Start(page);
        return page[start..End(page, start)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Puts rows in the place of those on the page.</summary>
    public void Write(IEnumerable<string> rows)
    {
        var page = File.ReadAllText(file);
        var start = Start(page);
        File.WriteAllText(file, page[..start] + string.Concat(rows.Select(row => row + "\n")) + page[End(page, start)..]);
    }

    private int Start(string page)
    {
        var found = page.IndexOf(_head, StringComparison.Ordinal);
        Assert.True(found >= 0, $"{Path.GetFileName(file)} has no table '{head}'");
        return found + _head.Length;
    }

    private static int End(string page, int start) => page.IndexOf("\n\n", start, StringComparison.Ordinal) is var end and >= 0 ? end + 1 : page.Length;
}
