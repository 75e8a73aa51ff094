using Wva.Agent.Options;

namespace Wva.Agent.Watch;

/// <summary>Which view a command line and a standard output ask for.</summary>
internal static class WatchViews
{
    /// <summary>JSON where asked for, lines where asked for or where the output cannot be drawn on, else the screen.</summary>
    public static IWatchView For(AgentCommand command, IReadOnlyDictionary<string, string> environment, System.IO.Stream output, TextWriter errors, TimeProvider time)
    {
        var writer = new WatchOutput(output);
        if (command.Json)
        {
            return new JsonView(writer, errors);
        }

        if (command.Plain || !Terminal.CanDraw(environment))
        {
            return new PlainView(writer, Terminal.IsTerminal() ? () => Terminal.Size(environment).Columns : null);
        }

        // no-color.org: any value that is not empty.
        var coloured = environment.GetValueOrDefault("NO_COLOR", "").Length == 0;
        return new ScreenView(writer, () => Terminal.Size(environment), coloured, time);
    }
}
