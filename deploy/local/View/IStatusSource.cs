namespace Wva.Local.View;

/// <summary>Where reports come from.</summary>
internal interface IStatusSource
{
    /// <summary>Looks once; that nobody answers is a sighting, too.</summary>
    Task<Sighting> LookAsync(CancellationToken cancellation);
}
