using System.Text.Json.Nodes;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Kubernetes.Resources;

/// <summary>
/// The status file of a variant: the resource without its spec, as <c>kubectl get va NAME -o yaml</c> would show it.
/// </summary>
public static class StatusYaml
{
    /// <summary>Writes the whole status.</summary>
    public static string Write(VariantKey key, VariantAutoscalingStatus status) => YamlWriter.Write(new JsonObject
    {
        ["apiVersion"] = VariantAutoscaling.ApiVersion,
        ["kind"] = VariantAutoscaling.Kind,
        ["metadata"] = new JsonObject { ["namespace"] = key.Namespace, ["name"] = key.Name },
        ["status"] = StatusJson.Write(status),
    });

    /// <summary>Reads a status file back.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="source">The file's name.</param>
    public static Reading<VariantAutoscalingStatus> Read(string yaml, string source) => YamlText.ToJson(yaml, source).Then(node =>
    {
        var problems = new ProblemList(source);
        var status = StatusReader.Read(JsonCursor.AtRoot(node, problems).Member("status").Required());
        return problems.ToReading(() => status);
    });
}
