using Wva.Aggregator.Cycle;
using Wva.Scenarios;

namespace Wva.Aggregator.Api;

/// <summary>The last cycle as JSON, made once however many ask for it: with a large fleet it is large.</summary>
internal sealed class ScenarioBytes
{
    private readonly Lock _gate = new();
    private byte[] _bytes = [];
    private CycleOutcome? _of;

    /// <summary>The answer.</summary>
    public byte[] Of(CycleOutcome outcome)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_of, outcome))
            {
                (_of, _bytes) = (outcome, JsonText.Bytes(DecisionRecord.Write(outcome.Scenario, outcome.Plan, outcome.Decided)));
            }

            return _bytes;
        }
    }
}
