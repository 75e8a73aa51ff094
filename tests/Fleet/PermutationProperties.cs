using CsCheck;
using Wva.Contracts;
using Wva.Scaling.Inputs;

namespace Wva.Fleet.Tests;

/// <summary>The order in which streams speak within one moment, and in which variants are given, changes nothing.</summary>
public sealed class PermutationProperties
{
    private const int Pods = 6;

    private static readonly VariantInput[] Variants =
    [
        Story.Variant("a", Story.Target(2, Story.Pod("pod-0"), Story.Pod("pod-1"))),
        Story.Variant("b", Story.Target(3, Story.Pod("pod-2"), Story.Pod("pod-3", ready: false), Story.Pod("pod-5", deletedAt: 3)), model: "large"),
        Story.Variant("c"),
    ];

    private static readonly Gen<(int Running, int Finished, int Kind)[][]> Moments =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 4]).Array[Pods].Array[1, 12];

    [Fact]
    public void A_permutation_of_streams_and_variants_never_changes_the_snapshot() =>
        Gen.Select(Moments, Gen.Shuffle(Enumerable.Range(0, Pods).ToArray()), Gen.Shuffle(Variants)).Sample((moments, order, variants) =>
            Assert.Equal(Play(moments, [.. Enumerable.Range(0, Pods)], Variants), Play(moments, order, variants)), iter: 300);

    /// <summary>Every row of every variant after each moment.</summary>
    private static List<(VariantKey, int Current, int Pending, ReplicaSnapshot)> Play((int Running, int Finished, int Kind)[][] moments, int[] order, VariantInput[] variants)
    {
        var story = new Story();
        var streams = new ReplicaStream[Pods];
        foreach (var pod in order)
        {
            streams[pod] = story.Serve($"pod-{pod}", 0);
        }

        var rows = new List<(VariantKey, int, int, ReplicaSnapshot)>();
        for (var moment = 0; moment < moments.Length; moment++)
        {
            foreach (var pod in order)
            {
                Speak(story, streams, pod, moments[moment][pod], at: moment * 5);
            }

            rows.AddRange(story.Ledger.Snapshot(variants, Story.At(moment * 5)).Models
                .SelectMany(model => model.Variants)
                .SelectMany(variant => variant.Replicas.Select(row => (variant.Spec.Key, variant.Current, variant.Pending, row))));
        }

        return rows;
    }

    private static void Speak(Story story, ReplicaStream[] streams, int pod, (int Running, int Finished, int Kind) word, double at)
    {
        switch (word.Kind)
        {
            case 0:
                story.Beat(streams[pod], at);
                break;
            case 1:
                story.Apply(streams[pod], at, Story.Failed(scrapeAgeSeconds: 5));
                break;
            case 2:
                streams[pod] = story.Serve($"pod-{pod}", at);
                break;
            default:
                story.Apply(streams[pod], at, Story.With(Story.Page(running: word.Running, waiting: 0, kv: 0.5, finished: word.Finished), (RowField.Iterations, at)));
                break;
        }
    }
}
