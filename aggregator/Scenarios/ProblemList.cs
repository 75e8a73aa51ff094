using System.Collections.Immutable;

namespace Wva.Scenarios;

/// <summary>Collects what is wrong with one text, so that a reader names everything at once.</summary>
/// <param name="source">What is read: a file's name, most often.</param>
public sealed class ProblemList(string source)
{
    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();
    private readonly ImmutableArray<Problem>.Builder _warnings = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>What is read.</summary>
    public string Source => source;

    /// <summary>Whether nothing is wrong so far; warnings do not count.</summary>
    public bool IsEmpty => _problems.Count == 0;

    /// <summary>Notes something that makes the text unusable, once: a field may be looked at twice.</summary>
    /// <param name="path">The field; empty for the document.</param>
    /// <param name="message">What is wrong and what is allowed.</param>
    public void Add(string path, string message)
    {
        var problem = new Problem(source, path, message);
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Notes something that a user should know and that stops nothing.</summary>
    /// <param name="path">The field; empty for the document.</param>
    /// <param name="message">What is odd, and what is done about it.</param>
    public void Warn(string path, string message) => _warnings.Add(new Problem(source, path, message));

    /// <summary>Ends a reading: the value where nothing was wrong, else the problems.</summary>
    /// <typeparam name="T">What was read.</typeparam>
    /// <param name="value">Makes the value; called only where nothing was wrong.</param>
    public Reading<T> ToReading<T>(Func<T> value)
        where T : class
        => new(IsEmpty ? value() : null, _problems.ToImmutable(), _warnings.ToImmutable());
}
