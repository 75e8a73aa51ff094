namespace Wva.Local.Run;

/// <summary>The command line of an agent beside one engine.</summary>
internal static class AgentArguments
{
    /// <summary>Writes it.</summary>
    /// <param name="aggregators">Where it reports, as <c>--aggregator</c> takes it.</param>
    /// <param name="authorityFile">Who signed their certificates.</param>
    /// <param name="engine">Where the engine's page is.</param>
    /// <param name="listen">Where it serves its own page; it says nowhere which port it took, so a reader of that page gives one.</param>
    /// <param name="pod">Name of the pod.</param>
    /// <param name="more">Further options.</param>
    public static string[] Of(string aggregators, string authorityFile, string engine, string listen, string pod, params IEnumerable<string> more) =>
        ["--aggregator", aggregators, "--aggregator-ca", authorityFile, "--engine", engine, "--listen", listen, "--pod-name", pod, .. more];
}
