using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wva.Scenarios;

/// <summary>
/// A place in a JSON document that knows its path, so that every complaint names the field, the value and what is allowed.
/// Reading never throws: a bad value is noted in the list of problems and read as null. JSON's null counts as absent.
/// </summary>
public sealed class JsonCursor
{
    private readonly ProblemList _problems;
    private readonly JsonNode? _node;
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);
    private readonly bool _muted; // its parent is broken and was complained about
    private bool _broken; // was complained about

    private JsonCursor(JsonNode? node, string path, ProblemList problems, bool muted)
    {
        _node = node;
        _problems = problems;
        _muted = muted;
        Path = path;
    }

    /// <summary>The path from the document's root, as in <c>pods[2].uid</c>; empty at the root.</summary>
    public string Path { get; }

    /// <summary>Whether nothing, or null, is here.</summary>
    public bool IsAbsent => _node is null;

    /// <summary>The node itself; null where it is absent.</summary>
    public JsonNode? Node => _node;

    /// <summary>Members of the object here that nobody asked for yet, in ordinal order.</summary>
    public IEnumerable<string> UnaskedMembers
        => _node is JsonObject members ? members.Select(m => m.Key).Where(k => !_asked.Contains(k)).Order(StringComparer.Ordinal) : [];

    /// <summary>A cursor at the root of a document.</summary>
    /// <param name="node">The document.</param>
    /// <param name="problems">Where problems go.</param>
    public static JsonCursor AtRoot(JsonNode? node, ProblemList problems) => new(node, "", problems, muted: false);

    /// <summary>A member of the object here. Where there is no object the member is absent; where there is something else, that is a problem.</summary>
    /// <param name="name">Name of the member.</param>
    public JsonCursor Member(string name)
    {
        _asked.Add(name);
        var node = IsA<JsonObject>("an object") is { } members && members.TryGetPropertyValue(name, out var found) ? found : null;
        return new JsonCursor(node, Path.Length == 0 ? name : $"{Path}.{name}", _problems, _broken || _muted);
    }

    /// <summary>The items of the list here; none where it is absent.</summary>
    public IEnumerable<JsonCursor> Items()
        => IsA<JsonArray>("a list") is { } items
            ? items.Select((item, i) => new JsonCursor(item, string.Create(CultureInfo.InvariantCulture, $"{Path}[{i}]"), _problems, _muted))
            : [];

    /// <summary>The members of an object whose names are free, in ordinal order; none where it is absent.</summary>
    public IEnumerable<(string Name, JsonCursor Value)> Entries()
        => IsA<JsonObject>("an object") is { } members
            ? members.Select(m => m.Key).Order(StringComparer.Ordinal).Select(name => (name, Member(name)))
            : [];

    /// <summary>Makes absence a problem.</summary>
    public JsonCursor Required()
    {
        if (IsAbsent)
        {
            Complain("is missing");
            _broken = true; // what is below it is missing too: one complaint says so
        }

        return this;
    }

    /// <summary>Makes every member that nobody asked for a problem. Call it when all members have been asked for.</summary>
    /// <param name="later">Members that are documented and not read yet: the message says so.</param>
    public void RefuseUnknown(params ReadOnlySpan<string> later)
    {
        IsA<JsonObject>("an object");
        var allowed = string.Join(", ", _asked);
        foreach (var name in UnaskedMembers.ToList())
        {
            Member(name).Complain($"{(later.Contains(name) ? "is not available yet" : "is not a field here")}; allowed: {allowed}");
        }
    }

    /// <summary>The text here.</summary>
    public string? AsText() => Read(JsonValueKind.String, "a text (put it in quotes)")?.GetValue<string>();

    /// <summary>The text here, which must say something.</summary>
    public string? AsName()
    {
        var text = AsText();
        return text is null || !string.IsNullOrWhiteSpace(text) ? text : Refuse<string>("is empty", "a name");
    }

    /// <summary>True or false.</summary>
    public bool? AsFlag()
    {
        if (_node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return _node.GetValueKind() is JsonValueKind.True;
        }

        Read(JsonValueKind.True, "true or false");
        return null;
    }

    /// <summary>The number here.</summary>
    /// <param name="least">The smallest that is allowed.</param>
    /// <param name="most">The largest that is allowed.</param>
    public double? AsNumber(double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        var allowed = Wording.Range("a number", least, most);
        return Number(allowed) is not { } number ? null : number >= least && number <= most ? number : OutOfRange(allowed);
    }

    /// <summary>The whole number here.</summary>
    /// <param name="least">The smallest that is allowed.</param>
    /// <param name="most">The largest that is allowed.</param>
    public int? AsInteger(int least = int.MinValue, int most = int.MaxValue)
    {
        var allowed = Wording.WholeNumber(least, most);
        if (Number(allowed) is not { } number)
        {
            return null;
        }

        return number >= least && number <= most && Math.Floor(number) == number ? (int)number : (int?)OutOfRange(allowed);
    }

    /// <summary>The point in time here.</summary>
    public DateTimeOffset? AsTime()
    {
        if (AsText() is not { } text)
        {
            return null;
        }

        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : Refuse<DateTimeOffset?>("is not a time", "as in 2026-12-01T08:30:00Z");
    }

    /// <summary>The time of day here, as in <c>08:30</c>.</summary>
    public TimeOnly? AsTimeOfDay()
    {
        if (AsText() is not { } text)
        {
            return null;
        }

        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : Refuse<TimeOnly?>("is no time of day", "HH:MM from 00:00 to 23:59, UTC, in quotes");
    }

    /// <summary>One of a few words.</summary>
    /// <typeparam name="T">What a word means.</typeparam>
    /// <param name="words">The words, in the order in which a message lists them.</param>
    public T? AsOneOf<T>(params (string Word, T Meaning)[] words)
        where T : struct
    {
        if (AsText() is not { } text)
        {
            return null;
        }

        foreach (var (word, meaning) in words)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return meaning;
            }
        }

        return Refuse<T?>("is not known", string.Join(", ", words.Select(w => w.Word)));
    }

    /// <summary>Notes a problem with the value here.</summary>
    /// <param name="what">What is wrong with it, as in <c>is not a duration</c>.</param>
    /// <param name="allowed">What would be right.</param>
    public void Refuse(string what, string allowed) => Complain($"{Wording.Quote(_node)} {what}; allowed: {allowed}");

    /// <summary>Notes something that a user should know about the value here and that stops nothing.</summary>
    /// <param name="message">What, and what is done about it.</param>
    public void Warn(string message) => _problems.Warn(Path, message);

    /// <summary>Warns of a field that no decision rests on, where it is given.</summary>
    internal JsonCursor WarnIfGiven(string what = Wording.DecidesNothing)
    {
        if (!IsAbsent)
        {
            Warn(what);
        }

        return this;
    }

    private T? Refuse<T>(string what, string allowed)
    {
        Refuse(what, allowed);
        return default;
    }

    private double? Number(string allowed)
    {
        if (Read(JsonValueKind.Number, allowed) is not { } value)
        {
            return null;
        }

        var isRead = double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isRead && double.IsFinite(number) ? number : OutOfRange(allowed); // 1e999 is JSON, and no double
    }

    private double? OutOfRange(string allowed) => Refuse<double?>("is out of bounds", allowed);

    private JsonValue? Read(JsonValueKind kind, string allowed)
        => IsAbsent || (_node is JsonValue && _node.GetValueKind() == kind) ? _node as JsonValue : Refuse<JsonValue>("is of the wrong type", allowed);

    private T? IsA<T>(string what)
        where T : JsonNode
    {
        if (_node is not null and not T && !_broken)
        {
            Refuse("is of the wrong type", what);
            _broken = true;
        }

        return _node as T;
    }

    internal void Complain(string message)
    {
        if (!_muted)
        {
            _problems.Add(Path, message);
        }
    }
}
