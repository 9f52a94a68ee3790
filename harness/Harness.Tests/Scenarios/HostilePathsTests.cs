using Harness.Rbac.Questions;
using Harness.Scenarios.Admission;

namespace Harness.Tests.Scenarios;

/// <summary>The bypass hunt finds nothing that its paths do not try, and nothing that it does not judge.</summary>
internal sealed class HostilePathsTests
{
    private static readonly string[] Open = ["metrics", "static/app.css"];
    private static readonly string[] Shut = ["admin", "status/201"];
    private static readonly PathJudgement Judgement = new(["/metrics", "/static/"]);

    private static readonly IReadOnlyList<string> Paths = HostilePaths.Of(7, 20_000, Open, Shut);

    [Test]
    public void A_seed_makes_the_same_paths_again_and_another_makes_others()
    {
        HostilePaths.Of(7, 500, Open, Shut).ShouldBe(Paths.Take(500));
        HostilePaths.Of(8, 500, Open, Shut).ShouldNotBe(Paths.Take(500));
    }

    [Test]
    public void None_is_there_twice_or_breaks_the_request_that_it_is_sent_in()
    {
        Paths.ShouldBeUnique();
        Paths.ShouldAllBe(path => path.All(letter => letter > ' ' && letter <= '\xff' && letter != '\x7f'));
    }

    [TestCase("..%2f")]
    [TestCase("%2e%2e/")]
    [TestCase("%252e")]
    [TestCase("%252f")]
    [TestCase("..%5c")]
    [TestCase("\\")]
    [TestCase("//")]
    [TestCase("%2F")]
    [TestCase(";")]
    [TestCase("?")]
    [TestCase("#")]
    [TestCase("%c0%ae")]
    [TestCase("\xc0\xae")]
    [TestCase("%00")]
    [TestCase("%0d%0a")]
    [TestCase("\xef\xbc\x8f")]
    [TestCase("%ff")]
    [TestCase("%zz")]
    public void Many_have(string trick) => Paths.Count(path => path.Contains(trick, StringComparison.Ordinal)).ShouldBeGreaterThan(10);

    /// <summary>A hunt in which nothing gets through would prove nothing.</summary>
    [Test]
    public void Some_are_what_is_meant() =>
        Paths.Count(path => path.StartsWith("/proxy/", StringComparison.Ordinal)
            && CallPath.IsMeant(path["/proxy".Length..], "/static/*")).ShouldBeGreaterThan(200);

    [TestCase("/metrics", true)]
    [TestCase("/%6detrics", true)]
    [TestCase("/static/a", true)]
    [TestCase("/static/", true)]
    [TestCase("/static/a/../b", true)]
    [TestCase("/static/a%20b;c", true)]
    [TestCase("/static", false)]
    [TestCase("/metrics/", false)]
    [TestCase("/admin", false)]
    [TestCase("/static/../admin", false)]
    [TestCase("/static/%2e%2e/admin", false)]
    [TestCase("/static/%252e%252e/admin", false)]
    [TestCase("/static/%25252e%25252e/admin", false)]
    [TestCase("/static/..%5cadmin", false)]
    [TestCase("/static/..%255cadmin", false)]
    [TestCase("/static/..;/admin", false)]
    [TestCase("/static/..%00/admin", false)]
    [TestCase("/static/..%20/admin", false)]
    [TestCase("/static//..//admin", false)]
    [TestCase("/static/a/../../admin", false)]
    public void Something_else_is_reached_if_any_backend_might_take_it_for_that(string reached, bool isMeant) =>
        Judgement.IsMeant(reached).ShouldBe(isMeant);

    [TestCase("/static/a", "/static/a", false)]
    [TestCase("/static/%C3%BC", "/static/ü", false)]
    [TestCase("/admin", "/static/../admin", true)]
    [TestCase("/static/a", "/static//a", true)]
    [TestCase("/static/%FF", "/static/\ufffd", true)]
    [TestCase("/static/%2541", "/static/%41", false)]
    public void Admission_was_shown_something_else_if_one_byte_differs(string reached, string shown, bool differs) =>
        PathJudgement.Differs(Call(reached, shown)).ShouldBe(differs);

    [Test]
    public void A_hole_is_a_call_that_reached_what_is_not_meant()
    {
        Judgement.IsHole(Call("/admin", "/static/../admin")).ShouldBeTrue();
        Judgement.IsHole(Call("/static/a", "/static/a")).ShouldBeFalse();
        Judgement.IsHole(HuntedCall.Unanswered("/x", "no answer")).ShouldBeFalse();
    }

    private static HuntedCall Call(string reached, string shown) => HuntedCall.Of(
        "/proxy/x",
        new RawAnswer(200, [new("Warning", $"299 - \"saw {Uri.EscapeDataString(shown)}\"")], Echo(reached)), "guard", "hello-1");

    internal static string Echo(string path) =>
        $$"""{"method":"GET","path":"{{path}}","query":"","headers":{},"body":"","bodyEncoding":"utf-8","hostname":"hello-1"}""";
}
