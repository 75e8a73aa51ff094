namespace Wva.Scaling.Holds;

/// <summary>An operator's word goes over what the rules made of it; bounds and limits follow.</summary>
internal static class Operator
{
    public static VariantHeld Apply(VariantHeld held)
    {
        var variant = held.Kept.Mix.Standing;
        var now = held.Kept.Mix.Group.Cycle.Now;
        return variant.Word is not { } word ? held : held with
        {
            Target = word.Target,
            Word = word.Reason,
            Memory = held.Memory with { Wanted = Window.Add(held.Memory.Wanted.IsDefault ? [] : held.Memory.Wanted, now, word.Target) },
        };
    }
}
