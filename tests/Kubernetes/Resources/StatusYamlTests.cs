using CsCheck;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Kubernetes.Tests.Resources;

public sealed class StatusYamlTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Traps = ["true", "No", "~", "null", "1e3", "0x1F", "-", "a: b", " lead", "tab\t", "line\nline", "2026-01-01", "", "#x", "'", "*a", "&a", "…", "\u0085", "\u2028"];

    private static readonly VariantAutoscalingStatus Full = new()
    {
        ObservedGeneration = 3,
        CurrentAlloc = new CurrentAllocation
        {
            Accelerator = "A100",
            NumReplicas = 2,
            MaxBatch = 256,
            VariantCost = "20.00",
            ItlAverage = "31.20",
            TtftAverage = "184.07",
            Load = new AllocationLoad("93.50", "512.00", "128.25"),
        },
        DesiredOptimizedAlloc = new DesiredAllocation(4, "A100", Noon),
        Actuation = new ActuationStatus(Applied: true),
        LastDecision = new LastDecision { Time = Noon.AddMilliseconds(250), From = 2, To = 4, Reason = "LoadAbove", Message = "needs 4: \"quoted\", no: yes", ObservedAt = Noon },
        Conditions =
        [
            new Condition { Type = "Ready", Status = ConditionStatus.True, Reason = "AllConditionsMet", Message = "well", LastTransitionTime = Noon, ObservedGeneration = 3 },
        ],
    };

    [Fact]
    public void The_whole_status_is_written_with_the_published_names_and_its_strings_stay_strings()
    {
        const string Expected = """
            apiVersion: llmd.ai/v1alpha1
            kind: VariantAutoscaling
            metadata:
              namespace: ns
              name: v1
            status:
              observedGeneration: 3
              currentAlloc:
                accelerator: A100
                numReplicas: 2
                maxBatch: 256
                variantCost: "20.00"
                itlAverage: "31.20"
                ttftAverage: "184.07"
                load:
                  arrivalRate: "93.50"
                  avgInputTokens: "512.00"
                  avgOutputTokens: "128.25"
              desiredOptimizedAlloc:
                lastRunTime: "2026-11-25T12:00:00Z"
                accelerator: A100
                numReplicas: 4
              actuation:
                applied: true
              lastDecision:
                time: "2026-11-25T12:00:00.250Z"
                from: 2
                to: 4
                reason: LoadAbove
                message: "needs 4: \"quoted\", no: yes"
                observedAt: "2026-11-25T12:00:00.000Z"
              conditions:
                - type: Ready
                  status: "True"
                  reason: AllConditionsMet
                  message: well
                  lastTransitionTime: "2026-11-25T12:00:00Z"
                  observedGeneration: 3

            """;
        Assert.Equal(Expected, StatusYaml.Write(new VariantKey("ns", "v1"), Full));
    }

    [Fact]
    public void What_was_written_is_read_back_the_same()
    {
        var text = StatusYaml.Write(new VariantKey("ns", "v1"), Full);
        var reading = StatusYaml.Read(text, "v1.status.yaml");
        Assert.True(reading.IsGood, reading.Describe());
        Assert.Equal(text, StatusYaml.Write(new VariantKey("ns", "v1"), reading.Value));
    }

    [Fact]
    public void What_is_unknown_is_left_out_and_never_zero()
    {
        var text = StatusYaml.Write(new VariantKey("ns", "v1"), new VariantAutoscalingStatus { ObservedGeneration = 1 });
        Assert.EndsWith("status:\n  observedGeneration: 1\n  conditions: []\n", text, StringComparison.Ordinal);
        var reading = StatusYaml.Read(text, "v1.status.yaml");
        Assert.Null(reading.Value?.DesiredOptimizedAlloc);
        Assert.Null(reading.Value?.CurrentAlloc);
    }

    [Fact]
    public void Zero_replicas_are_a_recommendation_and_are_written()
    {
        var status = new VariantAutoscalingStatus { ObservedGeneration = 1, DesiredOptimizedAlloc = new DesiredAllocation(0, null, Noon) };
        Assert.Equal(0, StatusYaml.Read(StatusYaml.Write(new VariantKey("ns", "v1"), status), "f").Value?.DesiredOptimizedAlloc?.NumReplicas);
    }

    [Fact]
    public void Any_text_comes_back_as_the_same_text_whatever_yaml_could_take_it_for() =>
        Gen.OneOf(Gen.String, Gen.Int[0, Traps.Length - 1].Select(i => Traps[i]))
            .Sample(text =>
            {
                // Half a surrogate pair is no text: no encoding of a file can hold it.
                if (text.Any(char.IsSurrogate) || text.Contains('\uFFFE', StringComparison.Ordinal) || text.Contains('\uFFFF', StringComparison.Ordinal))
                {
                    return;
                }

                var read = YamlText.ToJson(YamlWriterFor(text), "t").Value;
                Assert.Equal(text, read?["status"]?["conditions"]?[0]?["message"]?.GetValue<string>());
            });

    private static string YamlWriterFor(string message) => StatusYaml.Write(
        new VariantKey("ns", "v1"),
        new VariantAutoscalingStatus
        {
            ObservedGeneration = 1,
            Conditions = [new Condition { Type = "Ready", Status = ConditionStatus.True, Reason = "R", Message = message, LastTransitionTime = Noon, ObservedGeneration = 1 }],
        });
}
