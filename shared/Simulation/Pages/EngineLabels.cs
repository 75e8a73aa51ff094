namespace Wva.Simulation.Pages;

/// <summary>The labels that each of vLLM's series has: the data-parallel rank, of which there is one, and the model.</summary>
/// <param name="model">Name of the model served.</param>
internal sealed class EngineLabels(string model)
{
    public const string Rank = "0";

    /// <summary>Of the engine itself.</summary>
    public (string Name, string Value)[] Own { get; } = [("engine", Rank), ("model_name", model)];

    /// <summary>The engine's own, as text.</summary>
    public string Text => PageLabels.Text(Own);

    /// <summary>With one more.</summary>
    public string With(string name, string value) => PageLabels.Text([.. Own, (name, value)]);

    /// <summary>Of the front end, which is none of the engine's ranks.</summary>
    public string OfFrontEnd(string name, string value) => PageLabels.Text(("model_name", model), (name, value));
}
