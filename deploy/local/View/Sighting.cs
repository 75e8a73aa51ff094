using Wva.Api;

namespace Wva.Local.View;

/// <summary>What came of one look.</summary>
/// <param name="Report">The report; null where nobody answered.</param>
/// <param name="Problem">Why nobody did; empty where somebody did.</param>
internal sealed record Sighting(StatusReport? Report, string Problem);
