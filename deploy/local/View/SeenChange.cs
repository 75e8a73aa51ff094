using Wva.Api;

namespace Wva.Local.View;

/// <summary>A change of a published value.</summary>
/// <param name="Variant">NAMESPACE/NAME.</param>
/// <param name="Decision">The change.</param>
internal sealed record SeenChange(string Variant, LastDecisionReport Decision);
