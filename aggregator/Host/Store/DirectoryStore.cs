using System.Text;
using Wva.Aggregator.Ingest;
using Wva.Aggregator.Options;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;

namespace Wva.Aggregator.Store;

/// <summary>The store of local mode: a folder of manifests, targets and a policy, with statuses and the learned state beside them.</summary>
internal sealed class DirectoryStore(AggregatorOptions options, TimeProvider time, ILogger<DirectoryStore> log) : BackgroundService, IVariantStore
{
    /// <summary>Name of the file that holds the learned state.</summary>
    public const string StateFileName = ".wva-state.json";

    /// <summary>The folder is looked at so often, whatever its watch says.</summary>
    public static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);

    // A file that is being written raises several hints; most writers are done by then.
    private static readonly TimeSpan HintDelay = TimeSpan.FromMilliseconds(20);

    private readonly VariantFolder _folder = new(options.VariantsDirectory);
    private readonly StoreNews _news = new(log);
    private readonly Doorbell _bell = new();
    private readonly SemaphoreSlim _files = new(1);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private VariantView _current = VariantView.Empty;
    private string? _scanFailure;

    /// <inheritdoc/>
    public VariantView Current => Volatile.Read(ref _current);

    private string StatePath => Path.Combine(options.VariantsDirectory, StateFileName);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WaitForChangeAsync(VariantView seen, CancellationToken cancellation)
    {
        while (true)
        {
            // The signal is taken before the view is looked at: a change in between is not missed.
            var changed = Volatile.Read(ref _changed).Task;
            if (!ReferenceEquals(Current, seen))
            {
                return;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public async Task PublishAsync(VariantKey key, VariantAutoscalingStatus status, CancellationToken cancellation)
    {
        await _files.WaitAsync(cancellation);
        try
        {
            // Gone in the meantime: a status now would lie there for ever.
            if (_folder.InForce.TryGetValue(key, out var files))
            {
                await AtomicFile.WriteAsync(files.StatusPath, Encoding.UTF8.GetBytes(StatusYaml.Write(key, status)), cancellation);
                files.Status = status;
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
    public Task SaveStateAsync(StateFile state, CancellationToken cancellation) =>
        AtomicFile.WriteAsync(StatePath, Encoding.UTF8.GetBytes(LearnedStateFile.Write(state)), cancellation);

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
            if (_folder.Refresh(time.GetUtcNow()) || ReferenceEquals(Current, VariantView.Empty))
            {
                Swap();
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

    private void Swap()
    {
        var before = Current;
        var pathsBefore = _folder.InForce.ToDictionary(pair => pair.Key, pair => pair.Value.StatusPath);
        var after = _folder.ToView();
        Volatile.Write(ref _current, after);
        _news.Tell(before, after, _folder);
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

        // Last, for it may fail: that a variant is gone is heard all the same.
        foreach (var (_, path) in pathsBefore.Where(pair => _folder.InForce.Values.All(files => files.StatusPath != pair.Value)))
        {
            File.Delete(path);
        }

        if (ReferenceEquals(before, VariantView.Empty))
        {
            _folder.RemoveOrphans();
        }
    }

    private FolderWatch? TryWatch()
    {
        try
        {
            return new FolderWatch(options.VariantsDirectory, _bell);
        }
        catch (IOException error)
        {
            AggregatorLog.WatchUnavailable(log, options.VariantsDirectory, error.Message);
            return null;
        }
    }
}
