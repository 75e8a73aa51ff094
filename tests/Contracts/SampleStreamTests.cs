using CsCheck;

namespace Wva.Contracts.Tests;

/// <summary>What the encoder writes, in whatever order things happen, the decoder rebuilds.</summary>
public sealed class SampleStreamTests
{
    // Where the shortest form changes from integer to single to double, and where a double has gaps.
    private static readonly double[] Edges =
        [0, 0.1, 0.5, 9007199254740991, 9007199254740992, 9007199254740994, -9007199254740994, float.MaxValue, double.MaxValue, double.Epsilon, 1.0 / 3];

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Int[-3, 300].Select(i => (double)i),
        Gen.Long.Select(i => (double)i),
        Gen.Float.Where(float.IsFinite).Select(f => (double)f),
        Gen.Double[-1e15, 1e15],
        Gen.Int[0, 10].Select(i => Edges[i]));

    // A write or a new number, else anything: so that runs of drops and runs of deltas both come up.
    private static readonly Gen<StepKind> Kind = Gen.OneOf(
        Gen.Const(StepKind.Written), Gen.Const(StepKind.FieldSet), Gen.Const(StepKind.FieldSet), Gen.Enum<StepKind>());

    private static readonly Gen<Step[]> Story = Gen.Select(Kind, Gen.Int[0, 5000], Number, (what, which, number) => new Step(what, which, number)).Array[0, 120];

    [Fact]
    public void Any_sequence_of_samples_with_drops_and_reconnects_is_rebuilt_exactly() =>
        Story.Sample(steps => Play(steps), iter: 10_000, print: steps => string.Join("; ", steps.Select(step => step.ToString())));

    private static void Play(Step[] steps)
    {
        var current = new Sample();
        current.AddRow("0");
        current.AddGpu("GPU-0");
        var (encoder, state) = (new SampleEncoder(), new Sample());
        var frame = new Frame();
        foreach (var step in steps)
        {
            step.Happen(current);
            switch (step.What)
            {
                case StepKind.Written or StepKind.WrittenFull when encoder.HasChanged(current) || step.What == StepKind.WrittenFull:
                    encoder.Write(frame, current, full: step.What == StepKind.WrittenFull);
                    SampleDecoder.Apply(frame.Memory, state);
                    SampleAssert.Same(current, state);
                    Assert.False(encoder.HasChanged(current));
                    break;
                case StepKind.Written:
                    SampleAssert.SameNumbers(current, state);
                    break;
                case StepKind.Reconnected:
                    encoder.Reset();
                    state = new Sample();
                    break;
            }
        }
    }
}
