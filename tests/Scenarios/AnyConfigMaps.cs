using CsCheck;

namespace Wva.Scenarios.Tests;

/// <summary>Texts of the published ConfigMaps: entries with fields of any kind, right ones, odd ones and wrong ones.</summary>
internal static class AnyConfigMaps
{
    private static readonly Gen<string> Number = OneOf("0", "0.3", "0.6", "0.65", "0.7", "0.8", "0.85", "0.9", "1", "3", "1e300", "-1");

    private static readonly Gen<string> Flag = OneOf("true", "false");

    private static readonly Gen<string> Analyzer = Members(
        ("type", OneOf("saturation", "percentage", "throughput", "magic")),
        ("score", Number),
        ("enabled", Flag),
        ("scaleUpThreshold", Number),
        ("scaleDownBoundary", Number));

    private static readonly Gen<string> Limiter = Members(
        ("type", OneOf("quota", "quota", "gpu-inventory")),
        ("name", OneOf("a", "b")),
        ("quotas", OneOf("{}", "{A: 3}", "{A: -1, B: 0}", "{A: 9999999}")),
        ("namespaceQuotas", OneOf("{}", "{ns: {A: 1}, default: {B: -1}}")),
        ("exclude", OneOf("[]", "[ns, ns]")));

    private static readonly Gen<string> Saturation = Entries(Members(
        ("kvCacheThreshold", Number),
        ("queueLengthThreshold", Number),
        ("kvSpareTrigger", Number),
        ("queueSpareTrigger", Number),
        ("scaleUpThreshold", Number),
        ("scaleDownBoundary", Number),
        ("priority", Number),
        ("analyzerName", OneOf("saturation", "other")),
        ("analyzers", ListOf(Analyzer)),
        ("enableLimiter", Flag),
        ("enableRescale", Flag),
        ("limiters", ListOf(Limiter)),
        ("scaleToZero", Members(("enabled", Flag)))));

    private static readonly Gen<string> ScaleToZero = Entries(Members(
        ("enable_scale_to_zero", Flag),
        ("retention_period", OneOf("'0'", "90s", "1h30m", "8784h", "9000h", "999999999h", "0.5ns", "soon"))));

    private static readonly Gen<string> Queueing = Entries(Members(("targetTTFT", Number), ("targetITL", Number), ("sloMultiplier", Number)));

    /// <summary>A common map of each kind, and one of a namespace's own.</summary>
    public static readonly Gen<string[]> Gen =
        from common in Saturation
        from own in Saturation
        from zero in ScaleToZero
        from queueing in Queueing
        select new[]
        {
            Manifest("wva-saturation-scaling-config", "wva-system", common),
            Manifest("wva-saturation-scaling-config", "team", own),
            Manifest("wva-model-scale-to-zero-config", "wva-system", zero),
            Manifest("wva-queueing-model-config", "wva-system", queueing),
        };

    private static string Manifest(string name, string space, string data) => $"{{kind: ConfigMap, metadata: {{name: {name}, namespace: {space}}}, data: {data}}}";

    private static Gen<string> Entries(Gen<string> entry) => Members(("default", entry), ("m#ns", entry), ("m#team", entry), ("org/n#ns", entry));

    private static Gen<string> OneOf(params string[] texts) => CsCheck.Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<string> ListOf(Gen<string> item) => item.Array[0, 3].Select(items => $"[{string.Join(", ", items)}]");

    /// <summary>An object with some of the members.</summary>
    private static Gen<string> Members(params (string Name, Gen<string> Value)[] members) =>
        from isThere in CsCheck.Gen.Bool.Array[members.Length]
        from values in members.Select(member => member.Value).Aggregate(
            CsCheck.Gen.Const(Array.Empty<string>()),
            (all, next) => CsCheck.Gen.Select(all, next, (some, one) => (string[])[.. some, one]))
        select $"{{{string.Join(", ", members.Select((member, i) => $"'{member.Name}': {values[i]}").Where((_, i) => isThere[i]))}}}";
}
