using System.Diagnostics;
using Wva.Benchmarks.Connections;

#pragma warning disable MA0047, CA1050 // the runtime finds the hook by this name, without a namespace
/// <summary>
/// Runs in the published aggregator before its Program, by DOTNET_STARTUP_HOOKS: opens the control socket that collections are asked for by, and changes limits of the server
/// that no option reaches. The aggregator itself is not changed for it.
/// </summary>
internal sealed class StartupHook
{
    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        var environment = Environment.GetEnvironmentVariables();
        if (environment[CollectorControl.PathVariable] is string path)
        {
            CollectorControl.Listen(path);
        }

        if (environment[KestrelTuning.Variable] is string tuning)
        {
            DiagnosticListener.AllListeners.Subscribe(new KestrelTuning(tuning));
        }
    }
}
