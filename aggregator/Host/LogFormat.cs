using Microsoft.Extensions.Logging.Console;

namespace Wva.Aggregator;

/// <summary>How a line of the log looks.</summary>
internal static class LogFormat
{
    /// <summary>One line an event, with its time in UTC.</summary>
    public static void Set(SimpleConsoleFormatterOptions console)
    {
        console.SingleLine = true;
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        console.UseUtcTimestamp = true;
        console.ColorBehavior = LoggerColorBehavior.Disabled;
    }
}
