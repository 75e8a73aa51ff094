using System.Collections.Immutable;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Aggregator.Store;

/// <summary>The files of one NAME: manifest, target and status. The manifest may be one of ConfigMaps instead, which has neither.</summary>
internal sealed class VariantFiles
{
    /// <summary>Ending of a manifest.</summary>
    public const string ManifestSuffix = ".yaml";

    /// <summary>Ending of a target.</summary>
    public const string TargetSuffix = ".target.yaml";

    /// <summary>Ending of a status.</summary>
    public const string StatusSuffix = ".status.yaml";

    private readonly string _manifestPath;
    private readonly WatchedFile<FolderManifest> _manifest;
    private Manifest? _counted;
    private FileStamp? _statusStamp;
    private string? _statusText;
    private bool _isStatusYoung;

    /// <summary>Files of a name in a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="name">The name.</param>
    /// <param name="environment">Says whose ConfigMaps count everywhere.</param>
    public VariantFiles(string directory, string name, PublishedEnvironment environment)
    {
        Name = name;
        _manifestPath = Path.Combine(directory, name + ManifestSuffix);
        _manifest = new WatchedFile<FolderManifest>(_manifestPath, (text, source) =>
        {
            SpeaksOfPolicy = FolderManifest.IsOfConfigMaps(text);
            return FolderManifest.Read(text, source, environment);
        });
        Target = new WatchedFile<ScaleTarget>(Path.Combine(directory, name + TargetSuffix), TargetReader.Read);
        StatusPath = Path.Combine(directory, name + StatusSuffix);
    }

    /// <summary>The stem.</summary>
    public string Name { get; }

    /// <summary>File name of the manifest.</summary>
    public string ManifestName => _manifest.Name;

    /// <summary>The last good manifest of a variant; null where there is none.</summary>
    public Manifest? Manifest => _manifest.Good?.Variant;

    /// <summary>The last good ConfigMaps; null where there are none.</summary>
    public string? ConfigMaps => _manifest.Good?.ConfigMaps;

    /// <summary>Whether what was written last means to be ConfigMaps.</summary>
    public bool SpeaksOfPolicy { get; private set; }

    /// <summary>Whether there is a manifest, and none of it was ever good.</summary>
    public bool IsUnusable => _manifest.Problem is not null && _manifest.Good is null;

    /// <summary>What its user should know of the last good manifest.</summary>
    public ImmutableArray<Problem> Warnings => _manifest.Warnings;

    /// <summary>The target.</summary>
    public WatchedFile<ScaleTarget> Target { get; }

    /// <summary>Where the status lies.</summary>
    public string StatusPath { get; }

    /// <summary>The status last published, by this run, the one before or another aggregator; null where there is none.</summary>
    public VariantAutoscalingStatus? Status { get; private set; }

    /// <summary>Rises with every change of the spec.</summary>
    public long Generation { get; private set; }

    /// <summary>True where there is a manifest, good or bad.</summary>
    public bool IsKnown => _manifest.Good is not null || _manifest.Problem is not null;

    /// <summary>What is wrong with the manifest; null where nothing is.</summary>
    public StoreProblem? ManifestProblem => _manifest.ToProblem(SpeaksOfPolicy ? PolicyFiles.WithoutGood : null);

    /// <summary>What is wrong with the target, and what stands in its place; null where nothing is.</summary>
    public StoreProblem? TargetProblem => Target.ToProblem("no good one was read since the start: known replicas stand for its pods");

    /// <summary>Looks at manifest and target; true where something is new.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var isNew = _manifest.Refresh(now) | Target.Refresh(now);
        if (Manifest is { } good && !ReferenceEquals(good, _counted))
        {
            Count(good);
        }

        return isNew;
    }

    /// <summary>Looks at the status; true where another aggregator wrote another one.</summary>
    /// <param name="again">Also where its file looks untouched.</param>
    public bool RefreshStatus(bool again)
    {
        var stamp = FileStamp.Of(StatusPath);
        if (_counted is null || (!again && stamp == _statusStamp && !_isStatusYoung))
        {
            return false;
        }

        // Two writes within one tick of the kernel's clock bear the same time: what is new is read at the next look too.
        (_isStatusYoung, _statusStamp) = (stamp != _statusStamp, stamp);
        return TryReadStatus();
    }

    /// <summary>This aggregator wrote a status.</summary>
    public void NotePublished(VariantAutoscalingStatus status) => (Status, _statusText) = (status, null);

    /// <summary>As the store shows it.</summary>
    /// <param name="good">The manifest in force.</param>
    /// <param name="policy">The policy in force.</param>
    public StoredVariant ToStored(Manifest good, PolicyInForce policy) => new()
    {
        Resource = good.Resource with { Metadata = good.Resource.Metadata with { Generation = Generation }, Status = Status },
        Spec = good.Spec,
        Target = Target.Good,
        TargetState = Target.Good is null ? TargetState.NotTold : TargetState.Found,
        Problem = (ManifestProblem ?? TargetProblem ?? policy.Problem)?.ToString(),
        Warning = policy.Warning,
    };

    private void Count(Manifest good)
    {
        if (_counted is null)
        {
            // The run before knew its generation; an edit made while nobody looked counts as one.
            TryReadStatus();
            Generation = Status is null ? 1 : Status.ObservedGeneration + (IsNewerThanStatus() ? 1 : 0);
        }
        else if (_counted.Spec.Key != good.Spec.Key)
        {
            (Status, _statusText, Generation) = (null, null, 1);
        }
        else if (_counted.Spec != good.Spec || _counted.Resource.Spec.ScaleTargetRef != good.Resource.Spec.ScaleTargetRef)
        {
            Generation++;
        }

        _counted = good;
    }

    private bool TryReadStatus()
    {
        try
        {
            var text = File.Exists(StatusPath) ? File.ReadAllText(StatusPath) : null;
            if (text is not null && text == _statusText)
            {
                return false;
            }

            // A status that cannot be read is one that was never written: it is ours alone, and the next one replaces it.
            (Status, _statusText) = (text is null ? null : StatusYaml.Read(text, Name).Value, text);
            Generation = Math.Max(Generation, Status?.ObservedGeneration ?? 0); // whoever wrote it may have seen an edit that was undone before we looked
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool IsNewerThanStatus() => File.GetLastWriteTimeUtc(StatusPath) < File.GetLastWriteTimeUtc(_manifestPath);
}
