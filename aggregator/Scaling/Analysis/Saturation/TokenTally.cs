namespace Wva.Scaling.Analysis.Saturation;

/// <summary>Demand and capacity of a variant's serving pods, in tokens.</summary>
internal readonly record struct TokenTally
{
    /// <summary>Demand of the pods that are not given up, at least.</summary>
    public required double Least { get; init; }

    /// <summary>Demand of the pods that are not given up, at most.</summary>
    public required double Most { get; init; }

    /// <summary>Demand of the pods whose numbers are all known and fresh.</summary>
    public required double FreshDemand { get; init; }

    /// <summary>Capacity of those.</summary>
    public required double FreshCapacity { get; init; }

    /// <summary>Capacity of the pods that have been silent for too long to be waited for.</summary>
    public required double GivenUpCapacity { get; init; }

    /// <summary>What those still show.</summary>
    public required double GivenUpShown { get; init; }

    /// <summary>Median capacity of a pod; 0 where unknown.</summary>
    public required double PerPod { get; init; }

    /// <summary>Where that comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Pods that serve.</summary>
    public required int Pods { get; init; }

    /// <summary>Of them, those that are fresh, not given up, and lack nothing to size by: demand, capacity, and length of what waits.</summary>
    public required int Complete { get; init; }

    /// <summary>Requests that a full rank holds, as seen now; 0 where none is full.</summary>
    public required double FullRequests { get; init; }
}
