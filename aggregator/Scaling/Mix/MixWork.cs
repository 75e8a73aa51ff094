using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wva.Scaling.Analysis;
using Wva.Scaling.Inputs;

namespace Wva.Scaling.Mix;

/// <summary>
/// Working numbers of one model while replicas are given to it. Needs are held by analyzer and role. A published round starts again from what
/// a role map says (weakness U1) and lowers every analyzer's need by the anchor's capacity (W15); by default needs are carried on from round to
/// round, each lowered by its own analyzer's capacity.
/// </summary>
internal sealed class MixWork
{
    private readonly Ballot[] _voters;
    private readonly double[] _asked;
    private readonly double[] _need;
    private readonly double[] _round;
    private readonly double[] _ratio;
    private readonly int[]?[] _order = new int[]?[Vote.Roles];
    private readonly bool _hasRoles;

    public MixWork(MixModel model, int anchor, bool published)
    {
        Model = model;
        Anchor = anchor;
        Published = published;
        PerReplica = Mix.Anchor.Capacities(model, anchor);
        Targets = new int[model.Variants.Length];
        IsShortOfMoney = new bool[Targets.Length];
        ShortOfGpus = new GpuShortage?[Targets.Length];
        for (var i = 0; i < Targets.Length; i++)
        {
            Targets[i] = Math.Max(0, model.Variants[i].Start);
        }

        _voters = model.Ballots.Length == 1 ? [model.Ballots[0]] : [.. model.Ballots.Where(b => b.Enabled)];
        _hasRoles = Array.Exists(_voters, Vote.HasRoles);
        _need = new double[_voters.Length * Vote.Roles];
        _ratio = new double[_need.Length];
        ReadNeeds();
        _asked = [.. _need];
        _round = [.. _need];
    }

    public MixModel Model { get; }

    public int Anchor { get; }

    public bool Published { get; }

    /// <summary>Of equal variants the percentages take in the last name, token capacities the first: as published.</summary>
    public bool LastNameFirst => string.Equals(Model.Ballots[Anchor].Analyzer, AnalyzerNames.Percentage, StringComparison.Ordinal);

    /// <summary>The percentages take one role in while another grows, as published; token capacities take in where nothing of the model grows (5.3).</summary>
    public bool TakesIn => !Growing || (!Published && LastNameFirst);

    /// <summary>Capacity of one replica by variant, by the anchor.</summary>
    public double[] PerReplica { get; }

    /// <summary>Replicas by variant, so far.</summary>
    public int[] Targets { get; }

    /// <summary>Variants that were asked for a replica which their namespace may not pay for.</summary>
    public bool[] IsShortOfMoney { get; }

    /// <summary>Variants that were asked for a replica which finds no GPUs.</summary>
    public GpuShortage?[] ShortOfGpus { get; }

    /// <summary>Roles that any analyzer speaks of.</summary>
    public bool[] IsActive { get; } = new bool[Vote.Roles];

    /// <summary>Those whose word counts.</summary>
    public ReadOnlySpan<Ballot> Voters => _voters;

    /// <summary>Whether anything was needed at the start.</summary>
    public bool Growing { get; private set; }

    /// <summary>What the model weighs where models compete: its priority times all that it still needs; published, an analyzer's units are added as they are (W15).</summary>
    public double Value
    {
        get
        {
            double sum = 0, largest = 0;
            for (var i = 0; i < _need.Length; i++)
            {
                var need = (Published && _hasRoles ? _round[i] : _need[i]) * _ratio[i];
                sum += need * Vote.Sane(_voters[i / Vote.Roles].Score);
                largest = Math.Max(largest, need);
            }

            var value = Math.Min(sum * Vote.Sane(Model.Priority), 1e30);
            return value > 0 ? value : largest;
        }
    }

    /// <summary>Whether anything is needed in this round.</summary>
    public bool AnyNeed => Array.Exists(_round, need => need > 0);

    /// <summary>Begins a round in which no role may get more than a share.</summary>
    /// <param name="share">In the anchor's unit; infinite is no bound.</param>
    public void BeginRound(double share)
    {
        for (var i = 0; i < _round.Length; i++)
        {
            _round[i] = _ratio[i] > 0 ? Math.Min(_need[i], share / _ratio[i]) : _need[i];
        }
    }

    /// <summary>Whether any analyzer needs anything of a role in this round.</summary>
    public bool Needs(int role)
    {
        for (var i = role; i < _round.Length; i += Vote.Roles)
        {
            if (_round[i] > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What an analyzer needs of a role in this round.</summary>
    public double Need(int voter, int role) => _round[(voter * Vote.Roles) + role];

    /// <summary>The part of a role's need that no replica was given for; the largest over the analyzers.</summary>
    public double Unserved(int role)
    {
        double most = 0;
        for (var i = role; i < _need.Length; i += Vote.Roles)
        {
            most = _asked[i] > 0 ? Math.Max(most, _need[i] / _asked[i]) : most;
        }

        return most;
    }

    /// <summary>Variants of a role that can be sized, cheapest by capacity first.</summary>
    public int[] Order(int role) => _order[role] ??= PickOrder.Of(this, role);

    /// <summary>Gives replicas of one variant to a role.</summary>
    public void Give(int role, int variant, int replicas)
    {
        Targets[variant] += replicas;
        for (var i = 0; i < _voters.Length; i++)
        {
            var own = Vote.Capacity(_voters[i], variant);
            Lower(_round, (i * Vote.Roles) + role, (replicas, Published ? PerReplica[variant] : own));
            if (!Published)
            {
                Lower(_need, (i * Vote.Roles) + role, (replicas, own));
            }
        }
    }

    /// <summary>Published: what is carried on to the next round is lowered by each analyzer's own capacity, and only where it has no role map.</summary>
    public void CarryPublished(int variant, int replicas)
    {
        for (var i = 0; i < _voters.Length; i++)
        {
            if (!Vote.HasRoles(_voters[i]))
            {
                Lower(_need, (i * Vote.Roles) + (int)Role.Both, (replicas, Vote.Capacity(_voters[i], variant)));
            }
        }
    }

    public MixOutcome ToOutcome() => new()
    {
        Targets = ImmutableCollectionsMarshal.AsImmutableArray(Targets),
        Anchor = Anchor,
        PerReplica = ImmutableCollectionsMarshal.AsImmutableArray(PerReplica),
        Growing = Growing,
        Unmet = Unmet(),
        IsShortOfMoney = ImmutableCollectionsMarshal.AsImmutableArray(IsShortOfMoney),
        ShortOfGpus = ImmutableCollectionsMarshal.AsImmutableArray(ShortOfGpus),
    };

    private void ReadNeeds()
    {
        for (var i = 0; i < _need.Length; i++)
        {
            var (voter, role) = (_voters[i / Vote.Roles], i % Vote.Roles);
            _need[i] = Vote.Need(voter, role) is var need && (Published || need > Vote.Slack * Vote.Largest(voter, Model.Variants, role)) ? need : 0;
            _ratio[i] = Published ? 1 : Ratio(voter, role);
            IsActive[role] |= Vote.Knows(voter, role);
            Growing |= _need[i] > 0;
        }
    }

    /// <summary>
    /// What one unit of an analyzer is in the anchor's: by the first variant in order that both know. 0 where there is none: what it needs then weighs
    /// nothing, as nobody can say how much that is.
    /// </summary>
    private double Ratio(Ballot voter, int role)
    {
        if (_voters.Length == 1)
        {
            return 1;
        }

        foreach (var variant in Order(role))
        {
            if (Vote.Capacity(voter, variant) is > 0 and var own)
            {
                return Math.Clamp(PerReplica[variant] / own, 1e-12, 1e12);
            }
        }

        return 0;
    }

    private ImmutableArray<double> Unmet()
    {
        if (!Growing)
        {
            return [];
        }

        var unmet = new double[Model.Ballots.Length * Vote.Roles];
        for (int ballot = 0, voter = 0; voter < _voters.Length; ballot++)
        {
            if (!ReferenceEquals(Model.Ballots[ballot], _voters[voter]))
            {
                continue; // it does not vote
            }

            for (var role = 0; role < Vote.Roles; role++)
            {
                var at = (voter * Vote.Roles) + role;
                unmet[(ballot * Vote.Roles) + role] = _ratio[at] > 0 ? (Published ? _round : _need)[at] : 0;
            }

            voter++;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(unmet);
    }

    private void Lower(double[] needs, int at, (int Replicas, double Each) by)
    {
        var left = needs[at] - (by.Replicas * by.Each);
        needs[at] = left > (Published ? 0 : Vote.Slack * by.Each) ? left : 0;
    }
}
