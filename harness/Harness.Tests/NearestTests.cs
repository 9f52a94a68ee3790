namespace Harness.Tests;

internal sealed class NearestTests
{
    private static readonly string[] Words = ["test", "bench", "report", "up", "down"];

    [TestCase("tset", "test")]
    [TestCase("benhc", "bench")]
    [TestCase("REPORT", "report")]
    [TestCase("dwon", "down")]
    [TestCase("u", "up")]
    public void A_slip_has_its_word(string wrong, string near) => Nearest.Of(wrong, Words).ShouldBe(near);

    [TestCase("kubernetes")]
    [TestCase("xyz")]
    public void What_is_near_nothing_has_none(string wrong) => Nearest.Of(wrong, Words).ShouldBeNull();

    [Test]
    public void Of_two_the_nearer_is_taken() => Nearest.Of("reprot", ["deport", "report"]).ShouldBe("report");

    [Test]
    public void Of_two_as_near_the_first_by_alphabet_is_taken() => Nearest.Of("c", ["ca", "cb", "aa"]).ShouldBe("ca");

    [Test]
    public void Without_words_there_is_none() => Nearest.Of("test", []).ShouldBeNull();

    [TestCase("", "", 0)]
    [TestCase("", "abc", 3)]
    [TestCase("abc", "", 3)]
    [TestCase("kitten", "sitting", 3)]
    [TestCase("tset", "test", 2)]
    public void Distances_are_Levenshteins(string a, string b, int distance) => Nearest.Distance(a, b).ShouldBe(distance);
}
