using System.Collections.Immutable;
using Wva.Kubernetes.Resources;
using Wva.Scaling.Inputs;
using Wva.Scenarios;
using Wva.Scenarios.ConfigMaps;

namespace Wva.Aggregator.Store;

/// <summary>The folder as it was last looked at. One caller at a time.</summary>
/// <param name="directory">The folder.</param>
/// <param name="environment">Says whose ConfigMaps count everywhere.</param>
internal sealed class VariantFolder(string directory, PublishedEnvironment environment)
{
    private readonly SortedDictionary<string, VariantFiles> _files = new(StringComparer.Ordinal);
    private readonly PolicyFiles _policy = new(directory, environment);
    private readonly Dictionary<VariantKey, VariantFiles> _inForce = [];
    private ImmutableArray<Problem> _policyWarnings = [];

    /// <summary>Files of the variants in force.</summary>
    public IReadOnlyDictionary<VariantKey, VariantFiles> InForce => _inForce;

    /// <summary>Looks at everything; true where something is new.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be listed.</exception>
    public bool Refresh(DateTimeOffset now)
    {
        foreach (var name in ManifestNames().Where(name => !_files.ContainsKey(name)))
        {
            _files.Add(name, new VariantFiles(directory, name, environment));
        }

        var isNew = _policy.Refresh(now);
        foreach (var files in _files.Values)
        {
            isNew |= files.Refresh(now);
        }

        return isNew;
    }

    /// <summary>Looks at the statuses, which another aggregator may write; true where one is new.</summary>
    /// <param name="again">Also those that look untouched.</param>
    public bool RefreshStatuses(bool again)
    {
        var isNew = false;
        foreach (var files in _files.Values)
        {
            isNew |= files.RefreshStatus(again);
        }

        return isNew;
    }

    /// <summary>What is in force now, and what is wrong.</summary>
    public VariantView ToView()
    {
        var problems = ImmutableArray.CreateBuilder<StoreProblem>();
        Claim(problems);
        foreach (var gone in _files.Values.Where(files => !files.IsKnown).ToList())
        {
            _files.Remove(gone.Name);
        }

        var policy = _policy.ToPolicy([.. _files.Values.Where(files => files.SpeaksOfPolicy || files.ConfigMaps is not null)], [.. _inForce.Values.Select(files => files.Manifest!.Spec)]);
        _policyWarnings = policy.Warnings;
        problems.AddRange(_files.Values.SelectMany(files => new[] { files.ManifestProblem, files.TargetProblem }).Append(policy.Problem).OfType<StoreProblem>().Distinct());
        return new VariantView(
            [.. _inForce.Values.Select(files => files.ToStored(files.Manifest!, policy)).OrderBy(stored => stored.Spec.Key.ToString(), StringComparer.Ordinal)],
            policy.Policy,
            problems.ToImmutable())
        {
            IsPolicyKnown = policy.IsKnown,
            IsComplete = _files.Values.All(files => files.SpeaksOfPolicy || !files.IsUnusable),
        };
    }

    /// <summary>Warnings of the policy and of all manifests in force.</summary>
    public IEnumerable<Problem> Warnings() => _files.Values.Where(files => files.Manifest is not null).SelectMany(files => files.Warnings).Concat(_policyWarnings);

    /// <summary>Removes statuses whose manifest was taken away while nobody looked. A file of that name that is none of ours stays.</summary>
    /// <exception cref="IOException">One could not be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be removed.</exception>
    public void RemoveOrphans()
    {
        foreach (var path in Directory.EnumerateFiles(directory, "*" + VariantFiles.StatusSuffix).ToList())
        {
            var file = Path.GetFileName(path);
            if (!_files.ContainsKey(file[..^VariantFiles.StatusSuffix.Length]) && StatusYaml.Read(File.ReadAllText(path), file).IsGood)
            {
                File.Delete(path);
            }
        }
    }

    // One variant, two files: the file that was in force stays; among new ones the first name wins. Nothing flips back and forth.
    private void Claim(ImmutableArray<StoreProblem>.Builder problems)
    {
        var before = _inForce.ToDictionary();
        _inForce.Clear();
        foreach (var (key, files) in before)
        {
            if (files.Manifest is { } good && good.Spec.Key == key)
            {
                _inForce[key] = files;
            }
        }

        foreach (var files in _files.Values)
        {
            if (files.Manifest is { } good && !_inForce.TryAdd(good.Spec.Key, files) && _inForce[good.Spec.Key] is var holder && holder != files)
            {
                problems.Add(new StoreProblem(files.ManifestName, $"metadata.name: {good.Spec.Key} is described by {holder.ManifestName} too; allowed: one file a variant; {holder.ManifestName} stays in force"));
            }
        }
    }

    private IEnumerable<string> ManifestNames() =>
        Directory.EnumerateFiles(directory, "*" + VariantFiles.ManifestSuffix)
            .Select(path => Path.GetFileName(path))
            .Where(IsManifest)
            .Select(name => name[..^VariantFiles.ManifestSuffix.Length]);

    private static bool IsManifest(string name) =>
        name[0] != '.'
        && name != PolicyFiles.FileName
        && !name.EndsWith(VariantFiles.StatusSuffix, StringComparison.Ordinal)
        && !name.EndsWith(VariantFiles.TargetSuffix, StringComparison.Ordinal);
}
