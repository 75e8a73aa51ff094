using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Wva.Scenarios;

/// <summary>What came of reading a text: the value, or every problem that it has. Bad input is never an exception.</summary>
/// <typeparam name="T">What was read.</typeparam>
public sealed record Reading<T>
    where T : class
{
    internal Reading(T? value, ImmutableArray<Problem> problems, ImmutableArray<Problem> warnings)
    {
        Value = value;
        Problems = problems;
        Warnings = warnings;
    }

    /// <summary>The value; null where there are problems.</summary>
    public T? Value { get; }

    /// <summary>Everything that is wrong; empty where there is a value.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>What a user should know and what stops nothing.</summary>
    public ImmutableArray<Problem> Warnings { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsGood => Value is not null;

    /// <summary>Goes on with the value; problems and warnings so far are kept.</summary>
    /// <typeparam name="TNext">What is read from it.</typeparam>
    /// <param name="next">Reads on; called only where there is a value.</param>
    public Reading<TNext> Then<TNext>(Func<T, Reading<TNext>> next)
        where TNext : class
    {
        if (!IsGood)
        {
            return new Reading<TNext>(null, Problems, Warnings);
        }

        var following = next(Value);
        return new Reading<TNext>(following.Value, following.Problems, Warnings.AddRange(following.Warnings));
    }

    /// <summary>All problems as one line.</summary>
    public string Describe() => string.Join("; ", Problems);
}
