using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wva.Kubernetes.Resources;
using Wva.Scenarios;

namespace Wva.Aggregator.Store;

/// <summary>Says who decides over a folder. The lock beside it is only locked: a file that is held exclusively cannot be opened for reading by .NET programs.</summary>
internal sealed class LeaderFile(string directory)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = ".wva-leader.json";

    private const int LargestProcessId = 1 << 22; // of Linux

    private readonly string _path = Path.Combine(directory, FileName);

    /// <summary>Who decides by the file; null where there is none, or none that says so.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<Leader?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(_path, cancellation));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
    }

    /// <summary>Writes it; only who holds the lock may.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Task WriteAsync(Leader leader, CancellationToken cancellation)
    {
        var content = new JsonObject
        {
            ["identity"] = leader.Identity,
            ["processId"] = leader.ProcessId,
            ["http"] = leader.Http,
            ["since"] = leader.Since,
            ["epoch"] = leader.Epoch,
        };
        return AtomicFile.WriteAsync(_path, Encoding.UTF8.GetBytes(content.ToJsonString()), cancellation);
    }

    private static Leader? Parse(string text)
    {
        try
        {
            var problems = new ProblemList(FileName);
            var root = JsonCursor.AtRoot(JsonNode.Parse(text), problems);
            var (identity, epoch, since) = (root.Member("identity").AsName(), root.Member("epoch").AsNumber(1), root.Member("since").AsTime());
            return identity is not null && since is { } time && epoch is { } number
                ? new Leader(identity, (long)number, time) { ProcessId = root.Member("processId").AsInteger(1, LargestProcessId), Http = root.Member("http").AsText() }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
