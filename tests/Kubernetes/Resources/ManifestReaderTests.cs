using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;

namespace Wva.Kubernetes.Tests.Resources;

public sealed class ManifestReaderTests
{
    private const string Head = "apiVersion: llmd.ai/v1alpha1\nkind: VariantAutoscaling\nmetadata: {name: v1}\n";

    [Fact]
    public void The_shape_of_v0_9_is_read_whole()
    {
        var manifest = Good("""
            apiVersion: llmd.ai/v1alpha1
            kind: VariantAutoscaling
            metadata: {name: v1, namespace: ns, labels: {inference.optimization/acceleratorName: H100, llm-d.ai/role: decode}}
            spec:
              scaleTargetRef: {apiVersion: leaderworkerset.x-k8s.io/v1, kind: LeaderWorkerSet, name: lws}
              modelID: org/model
              variantCost: "5.5"
              minReplicas: 0
              maxReplicas: 8
            """);
        Assert.Equal(
            new VariantSpec { Key = new VariantKey("ns", "v1"), ModelId = "org/model", Cost = 5.5, Accelerator = "H100", Role = Role.Decode, Min = 0, Max = 8 },
            manifest.Spec);
        Assert.Equal(new ScaleTargetReference("LeaderWorkerSet", "lws", "leaderworkerset.x-k8s.io/v1"), manifest.Resource.Spec.ScaleTargetRef);
    }

    [Fact]
    public void The_oldest_shape_is_read_and_what_nothing_reads_any_more_is_named_in_a_warning()
    {
        var reading = ManifestReader.Read(
            Head + """
            spec:
              modelID: m
              sloClassRef: {name: premium, key: k}
              modelProfile:
                accelerators:
                - {acc: A100, accCount: 2, maxBatchSize: 256, perfParms: {decodeParms: {alpha: "1"}}}
                - {acc: L4, accCount: 1}
            """,
            "v1.yaml");
        Assert.True(reading.IsGood, reading.Describe());
        Assert.Equal(("A100", 2), (reading.Value.Spec.Accelerator, reading.Value.Spec.GpusPerReplica));
        Assert.Equal(256, reading.Value.Resource.Spec.FirstAccelerator?.MaxBatchSize);
        Assert.Equal("spec.sloClassRef spec.modelProfile.accelerators[0].perfParms", string.Join(' ', reading.Warnings.Select(warning => warning.Path)));
    }

    [Fact]
    public void What_a_manifest_leaves_out_has_its_published_default()
    {
        var manifest = Good(Head + "spec: {modelID: m}\n");
        Assert.Equal(new VariantSpec { Key = new VariantKey("default", "v1"), ModelId = "m", Cost = 10, Accelerator = null, GpusPerReplica = 1, Min = 1, Max = null }, manifest.Spec);
        Assert.Equal(new ScaleTargetReference("Deployment", "v1", "apps/v1"), manifest.Resource.Spec.ScaleTargetRef);
    }

    [Fact]
    public void A_field_of_no_published_version_is_dropped_with_a_warning_and_a_copied_status_is_no_field_of_ours()
    {
        var reading = ManifestReader.Read(Head + "spec: {modelID: m, modelName: x}\nstatus: {conditions: []}\n", "v1.yaml");
        Assert.True(reading.IsGood, reading.Describe());
        Assert.Equal("v1.yaml: spec.modelName: is no field of any published version and is dropped", Assert.Single(reading.Warnings).ToString());
    }

    [Theory]
    [InlineData("kind: Deployment\n", "apiVersion: is missing")]
    [InlineData("apiVersion: llmd.ai/v1\nkind: VariantAutoscaling\n", "apiVersion: 'llmd.ai/v1' is not read here; allowed: llmd.ai/v1alpha1")]
    [InlineData("apiVersion: llmd.ai/v1alpha1\nkind: Deployment\n", "kind: 'Deployment' is not read here; allowed: VariantAutoscaling")]
    [InlineData("apiVersion: llmd.ai/v1alpha1\nkind: VariantAutoscaling\nspec: {modelID: m}\n", "metadata: is missing")]
    [InlineData(Head, "spec: is missing")]
    [InlineData(Head + "spec: {}", "spec.modelID: is missing")]
    [InlineData(Head + "spec: {modelID: ''}", "spec.modelID: '' is empty; allowed: a name")]
    [InlineData(Head + "spec: {modelID: m, variantCost: 15.5}", "spec.variantCost: '15.5' is of the wrong type; allowed: a text (put it in quotes)")]
    [InlineData(Head + "spec: {modelID: m, variantCost: '-1'}", "spec.variantCost: '-1' is no cost; allowed: a decimal number in quotes, as in \"10.0\"")]
    [InlineData(Head + "spec: {modelID: m, minReplicas: -1}", "spec.minReplicas: '-1' is out of bounds; allowed: a whole number from 0 to 2147483647")]
    [InlineData(Head + "spec: {modelID: m, maxReplicas: 0}", "spec.maxReplicas: '0' is out of bounds; allowed: a whole number from 1 to 2147483647")]
    [InlineData(Head + "spec: {modelID: m, minReplicas: 5, maxReplicas: 3}", "spec.maxReplicas: '3' is less than minReplicas; allowed: a whole number from 5 to 2147483647")]
    [InlineData(Head + "spec: {modelID: m, scaleTargetRef: {name: d}}", "spec.scaleTargetRef.kind: is missing")]
    [InlineData(Head + "spec: {modelID: m, modelProfile: {accelerators: []}}", "spec.modelProfile.accelerators: '[]' is empty; allowed: one accelerator or more")]
    [InlineData(Head + "spec: {modelID: m, modelProfile: {accelerators: [{acc: A, accCount: 0}]}}", "spec.modelProfile.accelerators[0].accCount: '0' is out of bounds; allowed: a whole number from 1 to 2147483647")]
    [InlineData("apiVersion: llmd.ai/v1alpha1\nkind: VariantAutoscaling\nmetadata: {name: A_b}\nspec: {modelID: m}", "metadata.name: 'A_b' is no name of an object")]
    [InlineData("apiVersion: llmd.ai/v1alpha1\nkind: VariantAutoscaling\nmetadata: {name: a, labels: {llm-d.ai/role: both-ways}}\nspec: {modelID: m}", "metadata.labels.llm-d.ai/role: 'both-ways' is not known; allowed: both, decode, prefill")]
    [InlineData("a: [", "is no YAML at line ")]
    [InlineData("", "is empty")]
    public void A_bad_manifest_gets_an_error_that_names_file_field_value_and_what_is_allowed(string text, string message)
    {
        var reading = ManifestReader.Read(text, "bad.yaml");
        Assert.False(reading.IsGood);
        Assert.Contains(reading.Problems, problem => problem.ToString().StartsWith("bad.yaml: " + message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_of_a_manifest_is_told_at_once()
    {
        var reading = ManifestReader.Read(Head + "spec: {variantCost: 1, minReplicas: x}", "bad.yaml");
        Assert.Equal("spec.modelID spec.variantCost spec.minReplicas", string.Join(' ', reading.Problems.Select(problem => problem.Path)));
    }

    private static Manifest Good(string text)
    {
        var reading = ManifestReader.Read(text, "v1.yaml");
        Assert.True(reading.IsGood, reading.Describe());
        Assert.Empty(reading.Warnings);
        return reading.Value;
    }
}
