namespace Wva.Api;

/// <summary>The file by which a running system says where its aggregators answer: an address a line.</summary>
public static class ServerFile
{
    /// <summary>Writes it; readers see the old file or the new one.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, IEnumerable<Uri> servers)
    {
        var temporary = $"{path}.{Environment.ProcessId}";
        File.WriteAllLines(temporary, servers.Select(server => server.ToString()));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Takes away a file that names these servers; another system's stays.</summary>
    public static void Remove(string path, IEnumerable<Uri> servers)
    {
        if (File.Exists(path) && Read(File.ReadAllText(path)).Servers.SequenceEqual(servers))
        {
            File.Delete(path);
        }
    }

    /// <summary>The addresses in a text, a line or a comma apart, and what in it is none.</summary>
    public static (IReadOnlyList<Uri> Servers, IReadOnlyList<string> Bad) Read(string text)
    {
        var servers = new List<Uri>();
        var bad = new List<string>();
        foreach (var part in text.Split(['\n', '\r', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ServerAddress.TryParse(part, out var address))
            {
                servers.Add(address);
            }
            else
            {
                bad.Add(part);
            }
        }

        return (servers, bad);
    }
}
