using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Wva.Agent.Tests.Fakes;

/// <summary>What an engine, or what stands in its place, may serve. Each answers one request; where it takes time, it asks for that time to pass.</summary>
internal static class Hostility
{
    public const int CapBytes = 8 * 1024 * 1024;

    private const string EndlessHead = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

    /// <summary>Answers, by name: where to write, how to let time pass, until when.</summary>
    public static IReadOnlyDictionary<string, Func<System.IO.Stream, Func<TimeSpan, Task>, CancellationToken, Task>> All { get; } =
        new Dictionary<string, Func<System.IO.Stream, Func<TimeSpan, Task>, CancellationToken, Task>>(StringComparer.Ordinal)
        {
            ["after 5 s"] = async (stream, pass, _) =>
            {
                await pass(TimeSpan.FromSeconds(5));
                await PageAsync(stream, Page());
            },
            ["half a page"] = (stream, _, stop) => WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + Page()[..300], stop),
            ["half a page without length"] = (stream, _, stop) => WriteAsync(stream, EndlessHead + Page()[..300], stop),
            ["8 MiB"] = (stream, _, _) => PageAsync(stream, Padded(CapBytes)),
            ["8 MiB and a byte"] = (stream, _, _) => PageAsync(stream, Padded(CapBytes + 1)),
            ["endless body"] = (stream, _, stop) => RepeatAsync(stream, EndlessHead, Page(), stop),
            ["endless line"] = (stream, _, stop) => RepeatAsync(stream, EndlessHead + "vllm:num_requests_running{a=\"", new string('x', 4096), stop),
            ["endless head"] = (stream, _, stop) => RepeatAsync(stream, "HTTP/1.1 200 OK\r\n", "X-Filling: " + new string('x', 1000) + "\r\n", stop),
            ["endless line of a head"] = (stream, _, stop) => RepeatAsync(stream, "HTTP/1.1 200 OK\r\nX-Filling: ", new string('x', 4096), stop),
            ["100 ranks"] = (stream, _, _) => PageAsync(stream, Page() + Sets("engine")),
            ["100 models"] = (stream, _, _) => PageAsync(stream, Page() + Sets("model_name")),
            ["a byte a second"] = async (stream, pass, stop) =>
            {
                await WriteAsync(stream, EndlessHead, stop);
                foreach (var character in Page())
                {
                    await pass(TimeSpan.FromSeconds(1));
                    await WriteAsync(stream, character.ToString(), stop);
                }
            },
            ["no answer"] = async (_, pass, stop) =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await pass(TimeSpan.FromSeconds(1));
                }
            },
            ["page as json"] = (stream, _, _) => ScriptedEngine.WriteAsync(stream, 200, "application/json", Encoding.UTF8.GetBytes(Page())),
            ["json"] = (stream, _, _) => ScriptedEngine.WriteAsync(stream, 200, "application/json", "{\"detail\":\"Not Found\"}"u8.ToArray()),
            ["html"] = (stream, _, _) => ScriptedEngine.WriteAsync(stream, 200, "text/html", "<!DOCTYPE html><html><body>Sign in</body></html>"u8.ToArray()),
            ["nothing"] = (stream, _, _) => PageAsync(stream, ""),
            ["gzip"] = (stream, _, _) => ScriptedEngine.WriteAsync(stream, 200, "text/plain", Zipped(Page()), "Content-Encoding: gzip\r\n"),
            ["gzip unnamed"] = (stream, _, _) => ScriptedEngine.WriteAsync(stream, 200, "text/plain", Zipped(Page())),
        };

    // The counters move, so that the engine never looks stalled.
    private static string Page() => VllmPage.With(running: 3, finished: TimeProvider.System.GetTimestamp() / 1000);

    private static string Sets(string label) =>
        string.Concat(Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"vllm:num_requests_running{{{label}=\"{i}\"}} 1\n")));

    private static string Padded(int length)
    {
        var page = new StringBuilder(Page(), length);
        const string Filling = "vllm:request_other_bucket{engine=\"0\",le=\"0.5\"} 1\n";
        while (page.Length + Filling.Length < length)
        {
            page.Append(Filling);
        }

        return page.Append('#', length - page.Length - 1).Append('\n').ToString();
    }

    private static byte[] Zipped(string text)
    {
        using var zipped = new MemoryStream();
        using (var zipping = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            zipping.Write(Encoding.UTF8.GetBytes(text));
        }

        return zipped.ToArray();
    }

    private static Task PageAsync(System.IO.Stream stream, string page) => ScriptedEngine.WriteAsync(stream, 200, "text/plain", Encoding.UTF8.GetBytes(page));

    private static Task WriteAsync(System.IO.Stream stream, string text, CancellationToken stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop).AsTask();

    private static async Task RepeatAsync(System.IO.Stream stream, string start, string text, CancellationToken stop)
    {
        await WriteAsync(stream, start, stop);
        var bytes = Encoding.UTF8.GetBytes(text);
        while (true)
        {
            await stream.WriteAsync(bytes, stop);
        }
    }
}
