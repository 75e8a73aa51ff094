using System.Collections.Immutable;
using Wva.Scaling.Inputs;
using Wva.Scenarios;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Aggregator.Store;

/// <summary>Where the folder's policy comes from: <c>policy.yaml</c>, and where there is none, ConfigMaps of the published autoscaler.</summary>
internal sealed class PolicyFiles(string directory, PublishedEnvironment environment)
{
    /// <summary>Name of the policy's file.</summary>
    public const string FileName = "policy.yaml";

    /// <summary>What stands in the place of a policy that is bad and was never good.</summary>
    public const string WithoutGood = "no good one was read since the start: defaults stand for it, and nothing is scaled in";

    private readonly WatchedFile<ScalingPolicy> _file = new(Path.Combine(directory, FileName), PolicyReader.Read);
    private ImmutableArray<(string Text, string Source)> _texts = [];
    private ConfigMapPolicy? _maps;

    private bool HasFile => _file.Good is not null || _file.Problem is not null;

    /// <summary>Looks at <c>policy.yaml</c>; true where something is new.</summary>
    public bool Refresh(DateTimeOffset now) => _file.Refresh(now);

    /// <summary>What is in force.</summary>
    /// <param name="configMaps">Files that hold ConfigMaps, or mean to.</param>
    /// <param name="variants">The variants there are.</param>
    public PolicyInForce ToPolicy(IReadOnlyList<VariantFiles> configMaps, IReadOnlyCollection<VariantSpec> variants)
    {
        if (!HasFile)
        {
            var models = variants.Select(variant => (variant.Key.Namespace, variant.ModelId)).Distinct()
                .OrderBy(model => model.Namespace, StringComparer.Ordinal).ThenBy(model => model.ModelId, StringComparer.Ordinal);
            return OfConfigMaps(configMaps, models);
        }

        var besides = configMaps.Count == 0
            ? []
            : ImmutableArray.Create(new Problem(FileName, "", $"counts alone: the ConfigMaps of {string.Join(", ", configMaps.Select(files => files.ManifestName))} stand beside it and are not looked at; keep one of the two"));
        var problem = _file.ToProblem(WithoutGood);
        var policy = _file.Good ?? new ScalingPolicy();
        var shared = ScheduleCheck.Ambiguous(policy.Schedules, [.. variants.Select(variant => variant.Key)])
            .Select(found => new Problem(FileName, FormattableString.Invariant($"schedules[{found.Index}].variant"), found.Message));
        return new PolicyInForce(policy, problem is null || _file.Good is not null, problem, [.. besides, .. _file.Warnings, .. shared]);
    }

    private PolicyInForce OfConfigMaps(IReadOnlyList<VariantFiles> configMaps, IEnumerable<(string Namespace, string ModelId)> models)
    {
        var warnings = new List<Problem>();
        var policy = Maps(configMaps)?.For(models, warnings) ?? new ScalingPolicy();
        return new PolicyInForce(
            policy,
            configMaps.All(files => !files.IsUnusable),
            configMaps.Select(files => files.ManifestProblem).FirstOrDefault(problem => problem is not null),
            [.. configMaps.SelectMany(files => files.Warnings).Concat(warnings).Distinct()]);
    }

    // Targets change all the time, and ConfigMaps hardly ever.
    private ConfigMapPolicy? Maps(IReadOnlyList<VariantFiles> configMaps)
    {
        ImmutableArray<(string Text, string Source)> texts = [.. configMaps.Where(files => files.ConfigMaps is not null).Select(files => (files.ConfigMaps!, files.ManifestName))];
        if (texts.IsEmpty && !environment.ScaleToZero)
        {
            return null;
        }

        if (_maps is null || !texts.SequenceEqual(_texts))
        {
            (_texts, _maps) = (texts, ConfigMapPolicy.Read(texts, environment.IsSystem, environment.ScaleToZero, knownNamesOnly: true));
        }

        return _maps;
    }
}
