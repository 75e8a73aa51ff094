using System.Reflection;

namespace Wva.Agent;

/// <summary>The version of this build.</summary>
internal static class AgentVersion
{
    /// <summary>Version, without the revision that a build may append.</summary>
    public static string Text { get; } =
        typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
