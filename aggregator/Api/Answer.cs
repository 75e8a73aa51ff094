namespace Wva.Api;

/// <summary>What came of a question.</summary>
/// <typeparam name="T">The report asked for.</typeparam>
/// <param name="Kind">How it went.</param>
/// <param name="Server">Who answered or refused; null where nobody did.</param>
/// <param name="Report">The answer; null unless <see cref="AnswerKind.Answered"/>.</param>
/// <param name="Problem">What is wrong, one line; empty where nothing is.</param>
public sealed record Answer<T>(AnswerKind Kind, Uri? Server, T? Report, string Problem)
    where T : class;
