using Wva.Testing;

namespace Wva.Scaling.Tests;

/// <summary>Decisions over time: commands above the line, what is decided below it. <c>WVA_REWRITE_STORIES=1</c> writes the lower part anew, to be reviewed as a diff.</summary>
public sealed class StoryTests
{
    private const string Line = "----\n";

    public static TheoryData<string> Stories => [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_story_ends_as_it_is_told(string name)
    {
        var path = Path.Combine(Folder, name + ".txt");
        var parts = File.ReadAllText(path).Split(Line);

        var played = Story.Play(parts[0]);

        if (Environment.GetEnvironmentVariables()["WVA_REWRITE_STORIES"] is "1")
        {
            File.WriteAllText(path, parts[0] + Line + played);
        }
        else
        {
            Assert.Equal(parts[1], played);
        }
    }

    private static string Folder { get; } = Path.Combine(Checkout.Root, "tests", "Scaling", "Stories");
}
