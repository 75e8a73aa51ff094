using System.Collections.Immutable;
using System.Globalization;
using Wva.Kubernetes.Resources;
using Wva.Scenarios;

namespace Wva.Aggregator.Store;

/// <summary>One file that may be there, change, be bad and go: keeps the last good value, and what is wrong with the text written last.</summary>
/// <typeparam name="T">What is read from it.</typeparam>
internal sealed class WatchedFile<T>(string path, Func<string, string, Reading<T>> read)
    where T : class
{
    /// <summary>A longer file is not read.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>A file must be away for so long to be gone: editors take it away for a moment when they save.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(1);

    private FileStamp? _stamp;
    private DateTimeOffset? _awaySince;
    private bool _unread;

    /// <summary>The file's name.</summary>
    public string Name { get; } = Path.GetFileName(path);

    /// <summary>The last good value; null where there never was one, or the file is gone.</summary>
    public T? Good { get; private set; }

    /// <summary>What is wrong with the text written last; null where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What its user should know of the last good text.</summary>
    public ImmutableArray<Problem> Warnings { get; private set; } = [];

    /// <summary>Looks at the file; true where something is new.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var stamp = FileStamp.Of(path);
        if (stamp is null)
        {
            return Miss(now);
        }

        _awaySince = null;
        var (isSame, before) = (stamp == _stamp, Problem);
        if (isSame && !_unread)
        {
            return false;
        }

        (_stamp, _unread) = (stamp, false);
        Read(stamp.Value.LengthBytes);
        return !isSame || Problem != before;
    }

    /// <summary>What is wrong, with what stands in its place; null where nothing is wrong.</summary>
    /// <param name="withoutGood">What stands where no good value is known; null where nothing does.</param>
    public StoreProblem? ToProblem(string? withoutGood)
    {
        var stands = Good is null ? withoutGood : "the last good one stays in force";
        return Problem is null ? null : new StoreProblem(Name, stands is null ? Problem : $"{Problem}; {stands}");
    }

    private bool Miss(DateTimeOffset now)
    {
        _awaySince ??= now;
        if (_stamp is null || now - _awaySince < GoneAfter)
        {
            return false;
        }

        (_stamp, _unread, Good, Problem, Warnings) = (null, false, null, null, []);
        return true;
    }

    private void Read(long lengthBytes)
    {
        if (lengthBytes > MaxBytes)
        {
            Problem = string.Create(CultureInfo.InvariantCulture, $"is {lengthBytes} bytes long; allowed: {MaxBytes} at most");
            return;
        }

        try
        {
            var reading = read(File.ReadAllText(path), Name);
            Problem = reading.IsGood ? null : string.Join("; ", reading.Problems.Select(Line));
            if (reading.IsGood)
            {
                (Good, Warnings) = (reading.Value, reading.Warnings);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _unread = true; // the next look tries again
            Problem = $"cannot be read: {error.Message}";
        }
    }

    private static string Line(Problem problem) => problem.Path.Length == 0 ? problem.Message : $"{problem.Path}: {problem.Message}";
}
