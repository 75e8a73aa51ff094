namespace Wva.Scaling.Inputs;

/// <summary>A pod of a scale target.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its UID; streams join their variant by it.</param>
/// <param name="Node">Its node; null while it has none.</param>
/// <param name="Ready">Whether it is Ready.</param>
/// <param name="CreatedAt">When it was created; null where unknown.</param>
/// <param name="DeletedAt">When its deletion was asked for; null where it was not.</param>
public sealed record TargetPod(string Name, string Uid, string? Node, bool Ready, DateTimeOffset? CreatedAt, DateTimeOffset? DeletedAt)
{
    /// <summary>Hash of the template it was made from; null where unknown.</summary>
    public string? PodTemplateHash { get; init; }
}
