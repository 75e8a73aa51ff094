namespace Wva.Scenarios.Tests;

public sealed class JsonCursorTests
{
    private const string Document = """
        text: abc
        blank: " "
        number: 1.5
        whole: 3
        flag: true
        time: "2026-12-01T08:30:00.5+01:00"
        nothing: null
        list: [{n: 1}, {n: x}, 5]
        """;

    private readonly ProblemList _problems = new("f.yaml");
    private readonly JsonCursor _root;

    public JsonCursorTests() => _root = JsonCursor.AtRoot(YamlText.ToJson(Document, "f.yaml").Value, _problems);

    private string Problems => string.Join("\n", _problems.ToReading(() => "").Problems);

    [Fact]
    public void A_good_value_is_read_as_what_it_is()
    {
        Assert.Equal("abc", _root.Member("text").AsText());
        Assert.Equal(1.5, _root.Member("number").AsNumber());
        Assert.Equal(3, _root.Member("whole").AsInteger());
        Assert.True(_root.Member("flag").AsFlag());
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 7, 30, 0, 500, TimeSpan.Zero), _root.Member("time").AsTime());
        Assert.Equal(7, _root.Member("text").AsOneOf(("abc", 7)));
        Assert.Empty(Problems);
    }

    [Fact]
    public void Absent_and_null_are_read_as_null_without_complaint()
    {
        foreach (var name in (string[])["nothing", "nowhere"])
        {
            var absent = _root.Member(name);
            Assert.True(absent.IsAbsent);
            Assert.Null(absent.AsText());
            Assert.Null(absent.AsNumber());
            Assert.Null(absent.AsInteger());
            Assert.Null(absent.AsFlag());
            Assert.Null(absent.AsTime());
            Assert.Null(absent.Member("below").AsText());
            Assert.Empty(absent.Items());
        }

        Assert.Empty(Problems);
    }

    public static TheoryData<Action<JsonCursor>, string> Complaints => new()
    {
        { c => c.Member("number").AsText(), "number: '1.5' is of the wrong type; allowed: a text (put it in quotes)" },
        { c => c.Member("blank").AsName(), "blank: ' ' is empty; allowed: a name" },
        { c => c.Member("text").AsNumber(0, 1), "text: 'abc' is of the wrong type; allowed: a number from 0 to 1" },
        { c => c.Member("number").AsNumber(2), "number: '1.5' is out of bounds; allowed: a number, 2 or more" },
        { c => c.Member("number").AsInteger(0), "number: '1.5' is out of bounds; allowed: a whole number from 0 to 2147483647" },
        { c => c.Member("whole").AsInteger(most: 2), "whole: '3' is out of bounds; allowed: a whole number from -2147483648 to 2" },
        { c => c.Member("whole").AsFlag(), "whole: '3' is of the wrong type; allowed: true or false" },
        { c => c.Member("text").AsTime(), "text: 'abc' is not a time; allowed: as in 2026-12-01T08:30:00Z" },
        { c => c.Member("text").AsOneOf(("a", 1), ("b", 2)), "text: 'abc' is not known; allowed: a, b" },
        { c => c.Member("nowhere").Required(), "nowhere: is missing" },
        { c => c.Member("text").Items(), "text: 'abc' is of the wrong type; allowed: a list" },
        { c => c.Member("text").Member("below").Required().AsName(), "text: 'abc' is of the wrong type; allowed: an object" },
        { c => _ = c.Member("list").Items().Select(i => i.Member("n").AsInteger()).ToList(), "list[1].n: 'x' is of the wrong type; allowed: a whole number from -2147483648 to 2147483647\nf.yaml: list[2]: '5' is of the wrong type; allowed: an object" },
    };

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_bad_value_is_named_with_path_value_and_what_is_allowed(Action<JsonCursor> read, string problem)
    {
        read(_root);

        Assert.Equal("f.yaml: " + problem, Problems);
    }

    [Fact]
    public void Members_that_nobody_asked_for_are_refused_with_those_that_exist()
    {
        foreach (var name in (string[])["text", "blank", "number", "flag", "time", "nothing"])
        {
            _root.Member(name);
        }

        Assert.Equal("list whole", string.Join(' ', _root.UnaskedMembers));
        _root.RefuseUnknown();

        const string Allowed = "is not a field here; allowed: blank, flag, nothing, number, text, time";
        Assert.Equal($"f.yaml: list: {Allowed}\nf.yaml: whole: {Allowed}", Problems);
    }

    [Fact]
    public void A_long_value_is_cut_and_a_control_character_does_not_break_the_line()
    {
        JsonCursor.AtRoot(new string('\n', 70), _problems).AsTime();

        Assert.Equal($"f.yaml: '{new string(' ', 60)}…' is not a time; allowed: as in 2026-12-01T08:30:00Z", Problems);
    }
}
