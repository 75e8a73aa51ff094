namespace Wva.Scaling.Limits;

/// <summary>Who is served first.</summary>
internal static class RequestOrder
{
    /// <summary>By namespace, model and variant.</summary>
    public static int ByName(GrowthRequest x, GrowthRequest y)
    {
        var byNamespace = string.CompareOrdinal(x.Key.Namespace, y.Key.Namespace);
        var byModel = byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.ModelId, y.ModelId);
        return byModel != 0 ? byModel : string.CompareOrdinal(x.Key.Name, y.Key.Name);
    }
}
