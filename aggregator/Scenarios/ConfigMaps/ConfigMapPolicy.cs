using Wva.Scaling.Inputs;

namespace Wva.Scenarios.ConfigMaps;

/// <summary>What the ConfigMaps of the published autoscaler say, as a policy. An entry that is refused stops no other.</summary>
public sealed class ConfigMapPolicy
{
    private readonly ConfigMapScope<SaturationEntry> _saturation = new();
    private readonly ConfigMapScope<ScaleToZeroEntry> _zero = new();
    private readonly ConfigMapScope<QueueingEntry> _queueing = new();
    private readonly List<Problem> _refused = [];
    private readonly List<Problem> _warnings = [];
    private readonly bool _zeroByEnvironment;

    private ConfigMapPolicy(bool zeroByEnvironment) => _zeroByEnvironment = zeroByEnvironment;

    /// <summary>Whether no ConfigMap was found.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Entries that were refused, each with its reason.</summary>
    public IReadOnlyList<Problem> Refused => _refused;

    /// <summary>What a user should know and what stops nothing.</summary>
    public IReadOnlyList<Problem> Warnings => _warnings;

    /// <summary>Reads ConfigMaps.</summary>
    /// <param name="texts">Texts and where they come from: manifests, or plain maps of key to text.</param>
    /// <param name="isSystem">Whether a namespace is the autoscaler's own: its ConfigMaps count everywhere, others in their namespace.</param>
    /// <param name="scaleToZeroByEnvironment">What <c>WVA_SCALE_TO_ZERO</c> says, which counts where no ConfigMap speaks.</param>
    /// <param name="knownNamesOnly">Whether a manifest whose name is none of the published ones is passed over with a warning, and not read as thresholds.</param>
    public static ConfigMapPolicy Read(IEnumerable<(string Text, string Source)> texts, Func<string, bool> isSystem, bool scaleToZeroByEnvironment = false, bool knownNamesOnly = false)
    {
        var policy = new ConfigMapPolicy(scaleToZeroByEnvironment);
        var finder = new ConfigMapText(isSystem, policy._refused, knownNamesOnly ? policy._warnings : null);
        foreach (var (text, source) in texts.SelectMany(file => ConfigMapText.Documents(file.Text, file.Source)))
        {
            var reading = YamlText.ToJson(text, source);
            policy._refused.AddRange(reading.Problems);
            if (reading.Value is { } node)
            {
                foreach (var map in finder.Find(node, source))
                {
                    policy.Add(map);
                }
            }
        }

        return policy;
    }

    /// <summary>The policy of a fleet: the common one, and one of its own for each model that an entry is about.</summary>
    /// <param name="models">The models there are, by namespace and name.</param>
    /// <param name="warnings">Gets what is odd only once the entries are put together.</param>
    public ScalingPolicy For(IEnumerable<(string Namespace, string ModelId)> models, ICollection<Problem> warnings)
    {
        var common = Shared(Resolve(null, null, warnings));
        var priority = common.Priority;
        var own = new List<PolicyOverride>();
        foreach (var (space, modelId) in models)
        {
            priority = PriorityOf(space, modelId) is { } weight ? priority.SetItem($"{space}/{modelId}", weight) : priority;
            var policy = Shared(Resolve(space, modelId, warnings));
            policy = policy with { Slo = Merge(policy.Slo, common.Slo) };
            if (!SameForTheModel(policy, common))
            {
                own.Add(new PolicyOverride(space, modelId, policy));
            }
        }

        return common with { Priority = priority, Overrides = [.. own.Select(entry => entry with { Policy = entry.Policy with { Priority = priority } })] };
    }

    private void Add(ConfigMap map)
    {
        IsEmpty = false;
        switch (map.Kind)
        {
            case ConfigMapKind.ScaleToZero:
                _zero.Add(map.Namespace, ReadEntries(map, ScaleToZeroEntry.Read));
                break;
            case ConfigMapKind.QueueingModel:
                _warnings.Add(new Problem(map.Source, "", "the published autoscaler scales nothing while this ConfigMap exists; here it stops nothing, and its targets for latency are accepted and decide nothing"));
                _queueing.Add(map.Namespace, ReadEntries(map, QueueingEntry.Read));
                break;
            default:
                _saturation.Add(map.Namespace, ReadEntries(map, SaturationReader.Read));
                break;
        }
    }

    private List<T> ReadEntries<T>(ConfigMap map, Func<ConfigMapEntry, JsonCursor, string?, T?> read)
        where T : class
    {
        var entries = new List<T>();
        foreach (var entry in map.Entries)
        {
            var problems = new ProblemList(entry.Source);
            var value = read(entry, JsonCursor.AtRoot(entry.Content, problems), map.Namespace);
            var reading = problems.ToReading(() => value ?? throw new InvalidOperationException("an entry that names nobody has a problem"));
            _refused.AddRange(reading.Problems);
            _warnings.AddRange(reading.Warnings);
            if (reading.Value is { } good)
            {
                entries.Add(good);
            }
        }

        return entries;
    }

    /// <summary>What concerns the whole fleet is said by the entry <c>default</c> of the system's namespace alone.</summary>
    private ScalingPolicy Shared(ScalingPolicy policy)
    {
        var top = Default(_saturation.Of(null));
        return policy with
        {
            EnableLimiter = top?.EnableLimiter ?? false,
            EnableRescale = top?.EnableRescale ?? false,
            Quotas = top?.Quotas ?? [],
        };
    }

    private ScalingPolicy Resolve(string? space, string? modelId, ICollection<Problem> warnings)
    {
        var (top, own) = (Default(_saturation.Of(space)), Own(_saturation.Of(space), space, modelId));
        var policy = top?.Over(new ScalingPolicy()) ?? new ScalingPolicy();
        policy = own?.Over(policy) ?? policy;
        policy = PolicyRules.Uncross(policy, space, modelId, warnings) with
        {
            Analyzers = PolicyRules.Analyzers(Default(_saturation.Of(null)), own?.Analyzers ?? top?.Analyzers),
            ScaleToZero = ZeroOf(space, modelId, own?.ScaleToZero ?? top?.ScaleToZero),
            Slo = OwnOf(_queueing.Of(space), entry => entry.For, space, modelId)?.Slo ?? _queueing.Of(space).FirstOrDefault(entry => entry.For == ModelRef.All)?.Slo,
        };
        return PolicyRules.UncrossAnalyzers(policy, space, modelId, warnings);
    }

    /// <summary>Inline, then the model's own entry, then the entry <c>default</c>, then the environment (reference: surface 3.3).</summary>
    private ScaleToZeroPolicy ZeroOf(string? space, string? modelId, bool? inline)
    {
        var entries = _zero.Of(space);
        var own = OwnOf(entries, entry => entry.For, space, modelId);
        var top = entries.FirstOrDefault(entry => entry.For == ModelRef.All);
        return new ScaleToZeroPolicy(
            inline ?? own?.Enabled ?? top?.Enabled ?? _zeroByEnvironment,
            own?.Retention ?? top?.Retention ?? ScaleToZeroPolicy.Off.Retention);
    }

    /// <summary>A target that a model has none of its own for is the common one, as in a scenario: so a policy is read as it was written.</summary>
    private static LatencyTargets? Merge(LatencyTargets? own, LatencyTargets? common)
        => common is null ? own : new LatencyTargets(own?.TtftSeconds ?? common.TtftSeconds, own?.ItlMilliseconds ?? common.ItlMilliseconds);

    private double? PriorityOf(string space, string modelId)
        => Own(_saturation.Of(space), space, modelId)?.Priority ?? Default(_saturation.Of(space))?.Priority;

    private static SaturationEntry? Default(IEnumerable<SaturationEntry> entries) => entries.FirstOrDefault(entry => entry.For == ModelRef.All);

    private static SaturationEntry? Own(IEnumerable<SaturationEntry> entries, string? space, string? modelId) => OwnOf(entries, entry => entry.For, space, modelId);

    /// <summary>The first by key that names the model: where two do, that one counts.</summary>
    private static T? OwnOf<T>(IEnumerable<T> entries, Func<T, ModelRef> who, string? space, string? modelId)
        where T : class
        => space is null || modelId is null ? null : entries.FirstOrDefault(entry => who(entry) is { ModelId: not null } found && found.Covers(space, modelId));

    private static bool SameForTheModel(ScalingPolicy policy, ScalingPolicy common)
        => policy with { Analyzers = common.Analyzers, Quotas = common.Quotas } == common && policy.Analyzers.SequenceEqual(common.Analyzers);
}
