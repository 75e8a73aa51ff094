using System.Runtime.InteropServices;
using Wva.Agent.Options;

namespace Wva.Agent.Trust;

/// <summary>
/// The authorities that the machine trusts. .NET reads all of them for the first chain it builds, also where a chain may end in given ones alone:
/// of Debian's 140 that is 0.9 MiB and half the time to the first sample.
/// </summary>
internal static partial class MachineAuthorities
{
    /// <summary>False where every server that the agent may ask over TLS is to be proved by a file or a pin.</summary>
    public static bool AreNeeded(AgentOptions options) =>
        options.AggregatorCaFile is null
        || (!options.EngineMustProve && options.EngineUrls.Any(IsSecure))
        || (options.DcgmCaFile is null && options.DcgmUrl is { } dcgm && IsSecure(dcgm));

    /// <summary>Has .NET look for them nowhere. Only before the first connection, and for good.</summary>
    public static void LeaveOut()
    {
        try
        {
            // The C library's own environment: OpenSSL's shim asks there, and .NET's copy of it is no part of that.
            _ = SetEnvironmentVariable("SSL_CERT_DIR", "", 1);
            _ = SetEnvironmentVariable("SSL_CERT_FILE", "", 1);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: nothing is lost but the saving.
        }
    }

    private static bool IsSecure(Uri url) => url.Scheme == Uri.UriSchemeHttps;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}
