using System.Threading.Channels;
using Wva.Aggregator.Cycle;
using Wva.Aggregator.Options;
using Wva.Scenarios;

namespace Wva.Aggregator.Publish;

/// <summary>
/// Keeps each cycle that published another number, and the first of a term, with all that it rested on: a line of JSON that <c>wva decide --batch</c> decides again.
/// Written beside the loop: a disk that is slow, full or gone costs lines and never a decision.
/// </summary>
internal sealed class DecisionLog(AggregatorOptions options, ILogger<DecisionLog> log) : BackgroundService
{
    /// <summary>The file is renamed before it grows beyond this.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private const int MaxWaiting = 16;

    private readonly Channel<CycleOutcome> _waiting = Channel.CreateBounded<CycleOutcome>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Lock _telling = new();
    private string? _failure;
    private long? _epoch;

    /// <summary>Takes a cycle that was published; returns at once. One caller at a time.</summary>
    public void Take(CycleOutcome outcome)
    {
        if (options.DecisionLogFile is null || (_epoch == outcome.Epoch && !PublishesAnother(outcome)))
        {
            return;
        }

        _epoch = outcome.Epoch;
        if (!_waiting.Writer.TryWrite(outcome))
        {
            Tell("the disk is too slow");
        }
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.DecisionLogFile is not { } path)
        {
            return;
        }

        // Ends once nothing more can come, and not sooner: the last decision is the one that is looked for.
        var file = new LineFile(Path.GetFullPath(path), MaxBytes);
        await foreach (var outcome in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            Write(file, outcome);
        }
    }

    private void Write(LineFile file, CycleOutcome outcome)
    {
        try
        {
            file.Append(JsonText.Bytes(DecisionRecord.Write(outcome.Scenario, outcome.Plan, outcome.Decided)));
            Tell(null);
        }
#pragma warning disable CA1031 // what goes wrong here must stop no decision, and an exception out of a hosted service stops the process
        catch (Exception error)
#pragma warning restore CA1031
        {
            Tell(error.Message);
        }
    }

    // Once a fault, not once a line.
    private void Tell(string? failure)
    {
        lock (_telling)
        {
            if (failure is not null && failure != _failure)
            {
                AggregatorLog.DecisionNotLogged(log, options.DecisionLogFile!, failure);
            }
            else if (failure is null && _failure is not null)
            {
                AggregatorLog.DecisionLogRecovered(log, options.DecisionLogFile!);
            }

            _failure = failure;
        }
    }

    private static bool PublishesAnother(CycleOutcome outcome)
    {
        foreach (var decision in outcome.Plan.Decisions)
        {
            if (decision.Target is { } target && target != decision.PublishedBefore)
            {
                return true;
            }
        }

        return false;
    }
}
