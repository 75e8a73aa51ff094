using System.Collections.Immutable;
using System.Globalization;
using Wva.Scaling.Analysis;
using Wva.Scaling.Analysis.Pools;
using Wva.Scaling.Inputs;
using Wva.Scaling.Mix;

namespace Wva.Scaling.Tests;

/// <summary>
/// Models, ballots and pools in few words.
/// <code>
/// variants   cheap 5/10000/2 max=3; dec:decode 10/10000/1 acc=H100 gpus=2     name[:role] cost/capacity/current
/// ballots    up 5000 | throughput prc=10000 up 25000 score=2 live=no          need and spare (down), or demand (of), by role: prefill up 1
/// pools      A100 10, H100 8 / A100 2                                         free GPUs of the cluster / of the namespace
/// </code>
/// </summary>
internal static class MixText
{
    public static MixModel Model(string variants, string ballots, string name = "m", double priority = 1, string ns = "ns")
    {
        var specs = Split(variants, ';').Select(Variant).ToArray();
        var votes = Split(ballots, '|').Select((text, i) => Ballot(text, i == 0, specs)).ToImmutableArray();
        return new MixModel(ns, name, priority, [.. specs.Select(s => s.Variant)], votes);
    }

    public static GpuPools Pools(string text)
    {
        var parts = text.Split('/', StringSplitOptions.TrimEntries);
        var layers = ImmutableArray.Create(new GpuLayer("cluster", Gpus(parts[0])));
        return new GpuPools(
            parts.Length == 1 ? layers : layers.Add(new GpuLayer("namespace", null, new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal) { ["ns"] = Gpus(parts[1]) })),
            normalizes: false);
    }

    private static Dictionary<string, long> Gpus(string text) => Split(text, ',').Select(t => t.Split(' '))
        .ToDictionary(w => w[0], w => w[1] == "unlimited" ? GpuLayer.Unlimited : long.Parse(w[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static (MixVariant Variant, double PerReplica) Variant(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (name, numbers) = (words[0].Split(':'), words[1].Split('/').Select(Number).ToArray());
        var named = words.Skip(2).Select(w => w.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        return (new MixVariant
        {
            Name = name[0],
            Role = name.Length == 1 ? Role.Both : Enum.Parse<Role>(name[1], ignoreCase: true),
            Cost = numbers[0],
            Start = (int)numbers[2],
            Min = named.TryGetValue("min", out var min) ? (int)Number(min) : 0,
            Max = named.TryGetValue("max", out var max) ? (int)Number(max) : int.MaxValue,
            Accelerator = named.GetValueOrDefault("acc", "A100"),
            GpusPerReplica = named.TryGetValue("gpus", out var gpus) ? (int)Number(gpus) : 1,
        }, numbers[1]);
    }

    private static Ballot Ballot(string text, bool isFirst, (MixVariant Variant, double PerReplica)[] variants)
    {
        var words = new Queue<string>(text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
        var ballot = new Ballot
        {
            Analyzer = isFirst ? AnalyzerNames.Saturation : words.Dequeue(),
            Variants = [.. variants.Select(v => new VariantCapacity(v.PerReplica, "test"))],
        };
        var roles = new SortedDictionary<Role, RoleBallot>();
        Role? role = null;
        while (words.TryDequeue(out var word))
        {
            if (Enum.TryParse<Role>(word, ignoreCase: true, out var of))
            {
                role = of;
            }
            else if (word.Contains('=', StringComparison.Ordinal))
            {
                ballot = With(ballot, word.Split('='));
            }
            else
            {
                ballot = Said(ballot, roles, role, word, Number(words.Dequeue()));
            }
        }

        return ballot with { Roles = [.. roles.Values] };
    }

    private static Ballot With(Ballot ballot, string[] option) => option[0] switch
    {
        "prc" => ballot with { Variants = [.. ballot.Variants.Select(_ => new VariantCapacity(Number(option[1]), "test"))], Informative = Number(option[1]) > 0 },
        "score" => ballot with { Score = Number(option[1]) },
        "live" => ballot with { Live = option[1] == "yes" },
        "enabled" => ballot with { Enabled = option[1] == "yes" },
        _ => throw new FormatException(option[0]),
    };

    private static Ballot Said(Ballot ballot, SortedDictionary<Role, RoleBallot> roles, Role? role, string what, double number)
    {
        if (role is { } of)
        {
            var said = roles.GetValueOrDefault(of, new RoleBallot(of, 0, 0));
            roles[of] = what switch { "up" => said with { Required = number }, "down" => said with { Spare = number }, _ => said with { Demand = number } };
            return ballot;
        }

        return what switch { "up" => ballot with { Required = number }, "down" => ballot with { Spare = number }, _ => ballot with { Demand = number } };
    }

    private static string[] Split(string text, char by) => text.Split(by, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
