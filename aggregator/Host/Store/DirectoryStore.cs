using System.Text;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Store;

/// <summary>The store of local mode: a folder of manifests, targets and a policy, with statuses and the learned state beside them. Only the leader writes; whoever follows reads what it wrote.</summary>
internal sealed class DirectoryStore(AggregatorOptions options, ILeadership leadership, TimeProvider time, ILogger<DirectoryStore> log) : BackgroundService, IVariantStore
{
    /// <summary>Name of the file that holds the learned state.</summary>
    public const string StateFileName = ".wva-state.json";

    /// <summary>The folder is looked at so often, whatever its watch says.</summary>
    public static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);

    // A file that is being written raises several hints; most writers are done by then.
    private static readonly TimeSpan HintDelay = TimeSpan.FromMilliseconds(20);

    private readonly VariantFolder _folder = new(options.VariantsDirectory, options.PublishedEnvironment);
    private readonly StoreNews _news = new(log);
    private readonly Doorbell _bell = new();
    private readonly SemaphoreSlim _files = new(1);
    private readonly Swapped<VariantView> _view = new(VariantView.Empty);
    private string? _scanFailure;

    /// <inheritdoc/>
    public VariantView Current => _view.Current;

    private string StatePath => Path.Combine(options.VariantsDirectory, StateFileName);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task WaitForChangeAsync(VariantView seen, CancellationToken cancellation) => _view.WaitForChangeAsync(seen, cancellation);

    /// <inheritdoc/>
    public async Task ReadAgainAsync(CancellationToken cancellation)
    {
        await _files.WaitAsync(cancellation);
        try
        {
            _folder.Refresh(time.GetUtcNow());
            _folder.RefreshStatuses(again: true);
            await SwapAsync(cancellation);
            if (await MayWriteAsync(cancellation))
            {
                _folder.RemoveOrphans();
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
        finally
        {
            _files.Release();
        }
    }

    /// <inheritdoc/>
    public async Task PublishAsync(VariantKey key, VariantAutoscalingStatus status, long epoch, CancellationToken cancellation)
    {
        await _files.WaitAsync(cancellation);
        try
        {
            // Gone in the meantime: a status now would lie there for ever.
            if (_folder.InForce.TryGetValue(key, out var files))
            {
                await HoldAsync(epoch, cancellation);
                await AtomicFile.WriteAsync(files.StatusPath, Encoding.UTF8.GetBytes(StatusYaml.Write(key, status)), cancellation);
                files.NotePublished(status);
            }
        }
        finally
        {
            _files.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<StateFile?> LoadStateAsync(CancellationToken cancellation)
    {
        if (!File.Exists(StatePath))
        {
            return null;
        }

        var reading = LearnedStateFile.Read(await File.ReadAllTextAsync(StatePath, cancellation), StateFileName);
        if (!reading.IsGood)
        {
            AggregatorLog.StateUnreadable(log, StatePath, reading.Describe());
        }

        return reading.Value;
    }

    /// <inheritdoc/>
    public async Task SaveStateAsync(StateFile state, long epoch, CancellationToken cancellation)
    {
        await HoldAsync(epoch, cancellation);
        await AtomicFile.WriteAsync(StatePath, Encoding.UTF8.GetBytes(LearnedStateFile.Write(state)), cancellation);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _files.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = TryWatch();
        while (true)
        {
            await _bell.WaitAsync(LookPeriod, time, stoppingToken);
            await Task.Delay(HintDelay, time, stoppingToken);
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        await _files.WaitAsync(cancellation);
        try
        {
            var isNew = _folder.Refresh(time.GetUtcNow());
            if (!leadership.Current.IsLeader)
            {
                isNew |= _folder.RefreshStatuses(again: false);
            }

            if (isNew || ReferenceEquals(Current, VariantView.Empty))
            {
                await SwapAsync(cancellation);
            }

            _scanFailure = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Once a fault, not once a second.
            if (_scanFailure != error.Message)
            {
                AggregatorLog.ScanFailed(log, options.VariantsDirectory, error.Message);
            }

            _scanFailure = error.Message;
        }
        finally
        {
            _files.Release();
        }
    }

    private async Task SwapAsync(CancellationToken cancellation)
    {
        var before = Current;
        var pathsBefore = _folder.InForce.ToDictionary(pair => pair.Key, pair => pair.Value.StatusPath);
        var after = _folder.ToView();
        _view.Swap(after);
        _news.Tell(before, after, _folder);

        // Last, for it may fail: that a variant is gone is heard all the same.
        var left = pathsBefore.Values.Where(path => _folder.InForce.Values.All(files => files.StatusPath != path)).ToList();
        if (left.Count > 0 && await MayWriteAsync(cancellation))
        {
            left.ForEach(File.Delete);
        }
    }

    private async Task<bool> MayWriteAsync(CancellationToken cancellation) =>
        leadership.Current.Epoch is { } epoch && await leadership.HoldsAsync(epoch, cancellation);

    private async Task HoldAsync(long epoch, CancellationToken cancellation)
    {
        if (!await leadership.HoldsAsync(epoch, cancellation))
        {
            throw new LeadershipLostException();
        }
    }

    private FolderWatch? TryWatch()
    {
        try
        {
            return new FolderWatch(options.VariantsDirectory, _bell, statusesAreNews: () => !leadership.Current.IsLeader);
        }
        catch (IOException error)
        {
            AggregatorLog.WatchUnavailable(log, options.VariantsDirectory, error.Message);
            return null;
        }
    }
}
