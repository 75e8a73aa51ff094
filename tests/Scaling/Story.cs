using System.Globalization;
using System.Text;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Tests;

/// <summary>
/// Plays a story: a cycle a second, a line for each change of a target or of the reason in force. Commands:
/// <code>
/// variant NAME [cost=N] [min=N] [max=N] pods=N     a variant with so many serving pods
/// policy window=SECONDS                            the stabilisation window
/// scaler start=SECONDS | off                       pods follow the published value, and serve so many seconds later
/// demand kv=REPLICAS waiting=REQUESTS              shared evenly by all serving pods, with the default thresholds
/// stale | stall | fresh POD...                     samples of a pod stop, its engine hangs, all is well again (all: every pod)
/// restart SECONDS                                  nobody decides for so long, then the state is read again
/// forget                                           an aggregator without its state begins
/// run SECONDS
/// </code>
/// </summary>
internal sealed class Story
{
    private readonly List<StoryVariant> _variants = [];
    private readonly StringBuilder _output = new();
    private LearnedState _learned = LearnedState.StartedAt(Fleets.Start);
    private ScalingPolicy _policy = new();
    private double? _startSeconds;
    private double _kv;
    private double _waiting;
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
            case "variant":
                _variants.Add(new StoryVariant(words[1], Named("cost"), (int?)Named("min"), (int?)Named("max"), (int)named["pods"]));
                break;
            case "policy":
                _policy = new ScalingPolicy { ScaleInStabilization = TimeSpan.FromSeconds(named["window"]), ScaleToZero = new ScaleToZeroPolicy(words.Contains("zero", StringComparer.Ordinal), TimeSpan.FromMinutes(10)) };
                break;
            case "scaler":
                _startSeconds = Named("start");
                break;
            case "demand":
                (_kv, _waiting) = (named["kv"], named["waiting"]);
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

    private void Touch(string[] words)
    {
        foreach (var pod in _variants.SelectMany(v => v.Pods).Where(p => words.Contains("all", StringComparer.Ordinal) || words.Contains(p.Name, StringComparer.Ordinal)))
        {
            pod.StaleSince = words[0] is "fresh" ? null : _second;
            pod.IsStalled = words[0] is "stall";
        }
    }

    private void Run(int seconds)
    {
        for (var end = _second + seconds; _second < end; _second++)
        {
            Load();
            var fleet = new FleetSnapshot(Now, [new ModelSnapshot("ns", "m", [.. _variants.Select(v => v.Snapshot(_second))])]);
            var (plan, learned) = ScalingCore.Decide(fleet, _policy, _learned);
            _learned = learned;
            foreach (var (variant, decision) in _variants.Zip(plan.Decisions))
            {
                if (variant.Notice(decision))
                {
                    _output.Append(CultureInfo.InvariantCulture, $"{Clock} {variant.Name} {decision.PublishedBefore?.ToString(CultureInfo.InvariantCulture) ?? "-"} -> {decision.Target?.ToString(CultureInfo.InvariantCulture) ?? "-"}  {decision.Reason.Code}: {decision.Reason.Message}\n");
                }

                if (_startSeconds is { } start)
                {
                    variant.Follow(decision.Target, _second + start);
                }
            }
        }
    }

    private void Load()
    {
        var serving = _variants.SelectMany(v => v.Pods).Where(p => p.ServesAt <= _second).ToList();
        foreach (var pod in serving.Where(p => p.StaleSince is null))
        {
            pod.Kv = Math.Min(1, _kv * Fleets.OneReplica / serving.Count);
            pod.Waiting = _waiting / serving.Count;
        }
    }
}
