using CsCheck;
using Wva.Contracts;

namespace Wva.Fleet.Tests;

/// <summary>Whatever is lost, comes late or starts again: what is counted never exceeds the truth.</summary>
public sealed class CountingProperties
{
    public enum Step
    {
        Arrive,
        Work,
        Deliver,
        Drop,
        Fail,
        Beat,
        Reconnect,
        DeliverLateOnTheOldStream,
        RestartEngine,
        TellEngine,
    }

    private const int Runs = 1_000;

    private static readonly Gen<(Step Step, int Size)[]> Steps = Of(Gen.Enum<Step>());
    private static readonly Gen<(Step Step, int Size)[]> StepsWithoutRestart = Of(Gen.Enum<Step>().Where(step => step is not Step.RestartEngine));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Requests_counted_never_exceed_the_truth_never_fall_and_no_rate_is_negative(bool startIsKnown) =>
        Steps.Sample(steps =>
        {
            var run = new Run(startIsKnown);
            var counted = 0.0;
            foreach (var (step, size) in steps)
            {
                run.Take(step, size);
                Assert.InRange(run.Story.Ledger.RequestsCounted, counted, run.Engine.Arrived + 1e-6);
                Assert.False(run.Story.Only(run.Now).ArrivalsPerSecond < 0);
                counted = run.Story.Ledger.RequestsCounted;
            }
        }, iter: Runs);

    [Fact]
    public void Without_a_restart_of_the_engine_every_request_since_the_first_page_is_counted_once_a_page_arrives() =>
        StepsWithoutRestart.Sample(steps =>
        {
            var run = new Run(startIsKnown: false);
            run.Take(Step.Deliver, 0);
            foreach (var (step, size) in steps)
            {
                run.Take(step, size);
            }

            run.Take(Step.Deliver, 0);
            Assert.Equal(run.Engine.Arrived, run.Story.Ledger.RequestsCounted, 6);
        }, iter: Runs);

    [Fact]
    public void With_known_starts_every_request_of_a_restarted_engine_is_counted_once_a_page_arrives() =>
        Steps.Sample(steps =>
        {
            var run = new Run(startIsKnown: true);
            foreach (var (step, size) in steps)
            {
                run.Take(step, size);
            }

            run.Take(Step.Deliver, 0);
            var before = (Counted: run.Story.Ledger.RequestsCounted, run.Engine.Arrived);
            run.Take(Step.RestartEngine, 0);
            run.Take(Step.Arrive, 5);
            run.Take(Step.Work, 3);
            run.Take(Step.TellEngine, 0);
            run.Take(Step.Deliver, 0);
            Assert.Equal(run.Engine.Arrived - before.Arrived, run.Story.Ledger.RequestsCounted - before.Counted, 6);
        }, iter: Runs);

    private static Gen<(Step Step, int Size)[]> Of(Gen<Step> steps) => Gen.Select(steps, Gen.Int[0, 5]).Array[1, 80];

    /// <summary>One engine, its agent, and the ledger behind a bad network; two seconds a step.</summary>
    private sealed class Run
    {
        private readonly bool _startIsKnown;
        private ReplicaStream _stream;
        private ReplicaStream? _oldStream;
        private Sample _old = Story.Page();

        public Run(bool startIsKnown)
        {
            _startIsKnown = startIsKnown;
            _stream = Story.Serve("a", 0, Description);
        }

        public Story Story { get; } = new();

        public TrueEngine Engine { get; } = new();

        public double Now { get; private set; }

        private EngineDescription Description => Story.Engine(_startIsKnown ? Engine.StartedAt : null);

        public void Take(Step step, int size)
        {
            Now += 2;
            switch (step)
            {
                case Step.Arrive:
                    Engine.Arrive(size);
                    break;
                case Step.Work:
                    Engine.Work(size);
                    break;
                case Step.Deliver:
                    _old = Engine.Scrape();
                    Story.Apply(_stream, Now, _old);
                    break;
                case Step.Fail:
                    Story.Apply(_stream, Now, Story.Failed(scrapeAgeSeconds: 2));
                    break;
                case Step.Beat:
                    Story.Beat(_stream, Now, age: 1);
                    break;
                case Step.Reconnect:
                    (_oldStream, _stream) = (_stream, Story.Serve("a", Now, Description));
                    break;
                case Step.DeliverLateOnTheOldStream when _oldStream is not null:
                    Story.Apply(_oldStream, Now, _old);
                    break;
                case Step.RestartEngine:
                    Engine.Restart(Story.At(Now));
                    break;
                case Step.TellEngine:
                    Story.Ledger.Learn(_stream, Description, Story.At(Now));
                    break;
                case Step.Drop:
                default:
                    break;
            }
        }
    }
}
