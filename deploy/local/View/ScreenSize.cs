namespace Wva.Local.View;

/// <summary>Size of a terminal.</summary>
/// <param name="Columns">Columns.</param>
/// <param name="Lines">Lines.</param>
internal readonly record struct ScreenSize(int Columns, int Lines);
