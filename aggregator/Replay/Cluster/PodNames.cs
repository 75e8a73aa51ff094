using System.Diagnostics.CodeAnalysis;

namespace Wva.Replay.Cluster;

/// <summary>Names and UIDs as Kubernetes makes them, the same ones for the same seed.</summary>
internal sealed class PodNames(Random random)
{
    // Kubernetes leaves out vowels and what looks like one another.
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;

    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>A name that was not given before.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "a seeded name is no secret")]
    public string NewName(VirtualVariant variant)
    {
        while (true)
        {
            var name = $"{variant.Name}-{variant.PodTemplateHash}-{new string(random.GetItems<char>(Letters, SuffixLength))}";
            if (_given.Add(name))
            {
                return name;
            }
        }
    }

    /// <summary>A UID (a version 4 UUID).</summary>
    [SuppressMessage("Security", "CA5394", Justification = "a seeded UID is no secret")]
    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
