using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Wva.Scaling.Inputs;

namespace Wva.Replay.Cluster;

/// <summary>Writes a scale target as <c>NAME.target.yaml</c> holds it: how whoever plays the cluster tells an aggregator in local mode.</summary>
public static class TargetYaml
{
    /// <summary>Writes a target; what is null is left out.</summary>
    public static string Write(ScaleTarget target)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $"replicas: {target.Replicas}\n");
        Append(yaml, string.Empty, "podTemplateHash", target.PodTemplateHash);
        foreach (var argument in target.EngineArguments is { } arguments ? StartOfList(yaml, "engineArgs", arguments) : [])
        {
            yaml.Append(CultureInfo.InvariantCulture, $"- {Quoted(argument)}\n");
        }

        yaml.Append(target.Pods.IsEmpty ? "pods: []\n" : "pods:\n");
        foreach (var pod in target.Pods)
        {
            Append(yaml, "- ", "name", pod.Name);
            Append(yaml, "  ", "uid", pod.Uid);
            Append(yaml, "  ", "node", pod.Node);
            yaml.Append(pod.Ready ? "  ready: true\n" : "  ready: false\n");
            Append(yaml, "  ", "createdAt", pod.CreatedAt?.ToString("O", CultureInfo.InvariantCulture));
            Append(yaml, "  ", "deletedAt", pod.DeletedAt?.ToString("O", CultureInfo.InvariantCulture));
            Append(yaml, "  ", "podTemplateHash", pod.PodTemplateHash);
        }

        return yaml.ToString();
    }

    private static void Append(StringBuilder yaml, string indent, string field, string? value)
    {
        if (value is not null)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{indent}{field}: {Quoted(value)}\n");
        }
    }

    private static ImmutableArray<string> StartOfList(StringBuilder yaml, string field, ImmutableArray<string> list)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"{field}:{(list.IsEmpty ? " []" : "")}\n");
        return list;
    }

    private static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
