using System.Globalization;
using Wva.Benchmarks.Aot;

// PAGE...: a line each of file, what, nanoseconds a page (best and median round), bytes allocated a page; tab separated.
foreach (var path in args)
{
    var page = File.ReadAllBytes(path);
    foreach (var (what, read) in Readings.Of(page))
    {
        var (best, median, allocated) = Rounds.Time(read);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}\t{what}\t{best:F0}\t{median:F0}\t{allocated:F0}\t{page.Length}"));
    }
}
