using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>
/// Plays a story: a cycle a second, a line for each change of a target or of the reason in force. Commands:
/// <code>
/// policy window=SECONDS [zero] [saturation] [gpus=N] [quota=N]   the stabilisation window; scaling to zero; tokens instead of shares; so many GPUs there are; so many the namespace may use
/// model NAME [priority=N]                          the lines that follow are of this model; without it there is one
/// variant NAME [cost=N] [min=N] [max=N] pods=N     a variant with so many serving pods, a GPU each
/// scaler start=SECONDS | off                       pods follow the published value, and serve so many seconds later
/// demand kv=REPLICAS waiting=REQUESTS              shared evenly by all serving pods, with the default thresholds
/// queue requests=N | seen requests=N               requests at the router; requests within the retention
/// stuck | freed VARIANT                            no GPU is to be had for its pods that do not serve yet; they start
/// stale | stall | fresh POD...                     samples of a pod stop, its engine hangs, all is well again (all: every pod)
/// restart SECONDS                                  nobody decides for so long, then the state is read again
/// forget                                           an aggregator without its state begins
/// run SECONDS
/// </code>
/// </summary>
internal sealed class Story
{
    private readonly List<StoryModel> _models = [];
    private readonly StringBuilder _output = new();
    private LearnedState _learned = LearnedState.StartedAt(Fleets.Start);
    private ScalingPolicy _policy = new();
    private double? _startSeconds;
    private int _second;

    public static string Play(string commands)
    {
        var story = new Story();
        foreach (var line in commands.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')))
        {
            story._output.Append(CultureInfo.InvariantCulture, $"{story.Clock}   > {line}\n");
            story.Obey(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return story._output.ToString();
    }

    private string Clock => string.Create(CultureInfo.InvariantCulture, $"{_second / 60,3}:{_second % 60:00}");

    private void Obey(string[] words)
    {
        var named = words.Skip(1).Where(w => w.Contains('=', StringComparison.Ordinal)).Select(w => w.Split('=')).ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        double? Named(string name) => named.TryGetValue(name, out var value) ? value : null;
        switch (words[0])
        {
            case "model":
                Select(words[1], Named("priority"));
                break;
            case "variant":
                Model.Variants.Add(new StoryVariant(Model.Name, words[1], Named("cost"), (int?)Named("min"), (int?)Named("max"), (int)named["pods"]));
                break;
            case "policy":
                _policy = Policy(words, named);
                break;
            case "scaler":
                _startSeconds = Named("start");
                break;
            case "demand":
                (Model.Kv, Model.Waiting) = (named["kv"], named["waiting"]);
                break;
            case "queue":
                Model.Queued = named["requests"];
                break;
            case "seen":
                Model.Seen = named["requests"];
                break;
            case "stuck" or "freed":
                _models.SelectMany(m => m.Variants).Single(v => v.Name == words[1]).IsStuck = words[0] is "stuck";
                break;
            case "stale" or "stall" or "fresh":
                Touch(words);
                break;
            case "restart":
                _second += int.Parse(words[1], CultureInfo.InvariantCulture);
                break;
            case "forget":
                _learned = LearnedState.StartedAt(Now);
                break;
            case "run":
                Run(int.Parse(words[1], CultureInfo.InvariantCulture));
                break;
            default:
                throw new FormatException($"'{words[0]}' is no command of a story");
        }
    }

    private DateTimeOffset Now => Fleets.Start.AddSeconds(_second);

    /// <summary>The model that lines are of.</summary>
    private StoryModel Model
    {
        get
        {
            if (_models.Count == 0)
            {
                Select("m", priority: null);
            }

            return _models[^1];
        }
    }

    /// <summary>Puts it last.</summary>
    private void Select(string name, double? priority)
    {
        var model = _models.Find(m => m.Name == name) ?? new StoryModel(name) { Priority = priority ?? 1 };
        _models.Remove(model);
        _models.Add(model);
    }

    private static ScalingPolicy Policy(string[] words, Dictionary<string, double> named) => new()
    {
        ScaleInStabilization = TimeSpan.FromSeconds(named["window"]),
        ScaleToZero = new ScaleToZeroPolicy(words.Contains("zero", StringComparer.Ordinal), TimeSpan.FromMinutes(10)),
        Analyzers = words.Contains("saturation", StringComparer.Ordinal) ? [new AnalyzerSpec(AnalyzerNames.Saturation)] : [],
        EnableLimiter = named.ContainsKey("gpus") || named.ContainsKey("quota"),
        GpuInventory = named.TryGetValue("gpus", out var gpus) ? ImmutableDictionary<string, int>.Empty.Add(TokenRows.Hardware, (int)gpus) : null,
        Quotas = named.TryGetValue("quota", out var quota) ? [Quota((int)quota)] : [],
    };

    private static GpuQuota Quota(int gpus) => new()
    {
        Name = "team",
        NamespaceGpus = ImmutableDictionary<string, ImmutableDictionary<string, int>>.Empty.Add("ns", ImmutableDictionary<string, int>.Empty.Add(TokenRows.Hardware, gpus)),
    };

    private void Touch(string[] words)
    {
        foreach (var pod in _models.SelectMany(m => m.Variants).SelectMany(v => v.Pods).Where(p => words.Contains("all", StringComparer.Ordinal) || words.Contains(p.Name, StringComparer.Ordinal)))
        {
            pod.StaleSince = words[0] is "fresh" ? null : _second;
            pod.IsStalled = words[0] is "stall";
        }
    }

    private void Run(int seconds)
    {
        var policy = _policy with { Priority = _models.ToImmutableDictionary(m => $"ns/{m.Name}", m => m.Priority, StringComparer.Ordinal) };
        for (var end = _second + seconds; _second < end; _second++)
        {
            _models.ForEach(m => m.Load(_second));
            var fleet = new FleetSnapshot(Now, [.. _models.Select(m => m.Snapshot(_second))]);
            var (plan, learned) = ScalingCore.Decide(fleet, policy, _learned);
            _learned = learned;
            foreach (var (variant, decision) in _models.SelectMany(m => m.Variants).Zip(plan.Decisions))
            {
                if (variant.Notice(decision))
                {
                    _output.Append(CultureInfo.InvariantCulture, $"{Clock} {variant.Name} {decision.PublishedBefore?.ToString(CultureInfo.InvariantCulture) ?? "-"} -> {decision.Target?.ToString(CultureInfo.InvariantCulture) ?? "-"}  {decision.Reason.Code}: {decision.Reason.Message}\n");
                }

                if (_startSeconds is { } start)
                {
                    variant.Follow(decision.Target, _second, start);
                }
            }
        }
    }
}
