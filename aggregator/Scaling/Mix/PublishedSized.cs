namespace Wva.Scaling.Mix;

/// <summary>What a published optimiser made of a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Outcome">What it made of it.</param>
internal sealed record PublishedSized(MixModel Model, MixOutcome Outcome) : ISized
{
    /// <inheritdoc/>
    public int Number(int index) => Outcome.Targets[index];

    /// <inheritdoc/>
    public Reason Reason(int index, int number) => MixReasons.Of(Model, Outcome, index, number);

    /// <summary>The same beside what it would be with fewer bounds.</summary>
    public Unbounded Unbounded()
    {
        var (variants, isSized) = (Model.Variants, Outcome.Anchor != Anchor.None);
        return new Unbounded(
            this,
            isSized && Mix.Unbounded.Any(this, variants.Length, (i, number) => variants[i].Min > 0 && number == variants[i].Min) ? With(static v => v with { Min = 0 }) : null,
            isSized && (Outcome.IsLimited || Mix.Unbounded.Any(this, variants.Length, (i, number) => number >= variants[i].Max)) ? With(static v => v with { Max = int.MaxValue }) : null,
            WithoutWord: null);
    }

    private PublishedSized With(Func<MixVariant, MixVariant> change)
    {
        var free = Model with { Variants = [.. Model.Variants.Select(change)] };
        return new PublishedSized(free, CostAware.Allocate(free, published: true));
    }
}
