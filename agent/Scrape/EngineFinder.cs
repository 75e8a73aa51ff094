namespace Wva.Agent.Scrape;

/// <summary>Which addresses to try for the engine: all of them until one has answered as an engine, then that one alone.</summary>
internal sealed class EngineFinder(IReadOnlyList<Uri> candidates)
{
    /// <summary>An engine that has not answered for so long may have come back elsewhere: all are tried again.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(1);

    private Uri? _found;

    /// <summary>Addresses to try in this scrape, in order, until one answers as an engine.</summary>
    /// <param name="silence">Time since the last good page; null before the first.</param>
    public IReadOnlyList<Uri> ToTry(TimeSpan? silence) =>
        _found is null || silence is null || silence > GiveUpAfter ? candidates : [_found];

    /// <summary>Remembers where the engine answered.</summary>
    public void Found(Uri url) => _found = url;
}
