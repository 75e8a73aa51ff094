using CsCheck;

namespace Wva.Scenarios.Tests;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("a: \"10.0\"", """{"a":"10.0"}""")]
    [InlineData("a: '007'", """{"a":"007"}""")]
    [InlineData("a: !!str 10", """{"a":"10"}""")]
    [InlineData("a: 10.0", """{"a":10.0}""")]
    [InlineData("a: -1.5e3", """{"a":-1.5e3}""")]
    [InlineData("a: +.5", """{"a":0.5}""")]
    [InlineData("a: 1.", """{"a":1.0}""")]
    [InlineData("a: 1.e2", """{"a":1.0e2}""")]
    [InlineData("a: 007", """{"a":7}""")]
    [InlineData("a: 0", """{"a":0}""")]
    [InlineData("a: true", """{"a":true}""")]
    [InlineData("a: yes", """{"a":"yes"}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: 2026-12-01T08:30:00Z", """{"a":"2026-12-01T08:30:00Z"}""")]
    [InlineData("a: 1.2.3", """{"a":"1.2.3"}""")]
    [InlineData("- 1\n- {b: [x, y]}", """[1,{"b":["x","y"]}]""")]
    [InlineData("# nothing but a scalar\nword", "\"word\"")]
    [InlineData("""{"a": "\/", "b": 1}""", """{"a":"/","b":1}""")]
    [InlineData("\uFEFF{\"a\": \"\\/\"}", """{"a":"/"}""")]
    [InlineData("\uFEFFa: 1", """{"a":1}""")]
    [InlineData("""{a: 1}""", """{"a":1}""")]
    public void A_document_becomes_the_same_document_in_json(string yaml, string json)
    {
        var reading = YamlText.ToJson(yaml, "x.yaml");

        Assert.True(reading.IsGood, reading.Describe());
        Assert.Equal(json, reading.Value.ToJsonString());
    }

    [Theory]
    [InlineData("", "x.yaml: is empty; allowed: one document ({} for one that says nothing)")]
    [InlineData("# a comment", "x.yaml: is empty; allowed: one document ({} for one that says nothing)")]
    [InlineData("a: 1\nb: [", "x.yaml: is no YAML at line 3, column 1: While parsing a node, did not find expected node content.")]
    [InlineData("a: 1\n\tb: 2", "x.yaml: is no YAML at line 1, column 4: While scanning a plain scalar, found a tab")]
    [InlineData("a: 1\na: 2", "x.yaml: a: stands twice, again at line 2, column 1; allowed: each key once")]
    [InlineData("m:\n- x: 1\n- {y: {a: 1, a: 2}}", "x.yaml: m[1].y.a: stands twice, again at line 3, column 14; allowed: each key once")]
    [InlineData("{m: [{a: 1, a: 2}]}", "x.yaml: m[0].a: stands twice, again at line 1, column 13; allowed: each key once")]
    [InlineData("""{"a": 1, "a": 2}""", "x.yaml: a: stands twice; allowed: each key once")]
    [InlineData("""{"m": [1, {"b": {}, "a": {"c": 1, "c": 2}}]}""", "x.yaml: m[1].a.c: stands twice; allowed: each key once")]
    [InlineData("{\"a\": 1,\n \"b\": ]}", "x.yaml: is no JSON at line 2, column 7: ']' is an invalid start of a value.")]
    [InlineData("[1, 2", "x.yaml: is no JSON at column 6: '2' is an invalid end of a number.")]
    [InlineData("\uFEFFa: 1\nb: [", "x.yaml: is no YAML at line 3, column 1: While parsing a node, did not find expected node content.")]
    [InlineData("a: &x 1\nb: *x", "x.yaml: is no YAML at line 2, column 4: anchors and aliases are not read; write the value out")]
    [InlineData("a: 1\n---\nb: 2", "x.yaml: is no YAML at line 2, column 1: a second document begins; one is allowed")]
    [InlineData("a: .inf", "x.yaml: is no YAML at line 1, column 4: '.inf' is no number that JSON can hold")]
    [InlineData("? [a]\n: 1", "x.yaml: is no YAML at line 1, column 3: a key must be a text")]
    public void What_is_no_single_plain_document_is_named_with_its_place(string yaml, string problem)
    {
        var reading = YamlText.ToJson(yaml, "x.yaml");

        Assert.False(reading.IsGood);
        Assert.StartsWith(problem, reading.Describe(), StringComparison.Ordinal);
    }

    /// <summary>JSON's grammar allows it, and whoever asks for the text would be thrown at.</summary>
    [Theory]
    [InlineData("""{"a": ["x", "\ud800"]}""", @"x: a[1]: is no text, as it has half a surrogate pair (\uD800 to \uDFFF); allowed: whole characters")]
    [InlineData("""{"a": {"\udc00": 1}}""", @"x: a: has a key that is no text, as it has half a surrogate pair (\uD800 to \uDFFF); allowed: whole characters")]
    [InlineData("""{"a": "\ud83d\ude00", "b": "\u0041"}""", "")]
    public void Half_a_character_is_refused(string text, string problem)
        => Assert.Equal(problem, YamlText.ToJson(text, "x").Describe());

    [Fact]
    public void Half_a_character_in_yaml_is_refused_too() => Assert.StartsWith("x: is no YAML at line 1, column ", YamlText.ToJson("a: \"\\ud800\"", "x").Describe(), StringComparison.Ordinal);

    /// <summary>By its name or its first character; what is YAML in braces, or in a file of that name, is read all the same.</summary>
    [Theory]
    [InlineData("\"a\": [", "x.json", "x.json: is no JSON at column 4: ")]
    [InlineData("\"a\": [", "x.yaml", "x.yaml: is no YAML at line ")]
    [InlineData("{\"a\": [", "line 4", "line 4: is no JSON at column 8: ")]
    [InlineData("a: 1", "x.json", "")]
    public void Broken_json_is_called_json(string text, string source, string problem)
        => Assert.StartsWith(problem, YamlText.ToJson(text, source).Describe(), StringComparison.Ordinal);

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void A_document_that_nests_for_ever_is_refused(char bracket)
        => Assert.False(YamlText.ToJson(new string(bracket, 5000), "x.yaml").IsGood);

    [Fact]
    public void A_text_that_the_scanner_gives_up_on_is_refused() => Assert.Equal("x.yaml: is no YAML", YamlText.ToJson(":\n[\\`.'>{\n1*", "x.yaml").Describe());

    [Fact]
    public void Any_text_is_read_or_refused_and_never_thrown_at()
        => Gen.String[Gen.Char["a: [{}]-'\"\n\t #&*!|>%@`0.1e+~,?\\u"], 0, 30].Sample(text =>
        {
            var reading = YamlText.ToJson(text, "x");
            return reading.IsGood != (reading.Problems.Length > 0);
        });
}
