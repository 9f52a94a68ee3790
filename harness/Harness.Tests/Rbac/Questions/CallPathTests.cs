using System.Text.RegularExpressions;
using CsCheck;
using Harness.Rbac.Admission;
using Harness.Rbac.Questions;

namespace Harness.Tests.Rbac.Questions;

internal sealed class CallPathTests
{
    [TestCase("/metrics", "/metrics", true)]
    [TestCase("/metrics/", "/metrics", false)]
    [TestCase("/Metrics", "/metrics", false)]
    [TestCase("/metrics/a", "/metrics", false)]
    [TestCase("/größe", "/größe", true)]
    [TestCase("/static/a.css", "/static/*", true)]
    [TestCase("/static/", "/static/*", true)]
    [TestCase("/static", "/static/*", false)]
    [TestCase("/static/a/", "/static/*", true)]
    [TestCase("/static/.hidden", "/static/*", true)]
    [TestCase("/static/a;v=1", "/static/*", true)]
    [TestCase("/anything/at/all", "/*", true)]
    [TestCase("/", "/*", true)]
    [TestCase("/static/..", "/static/*", false)]
    [TestCase("/static/../admin", "/static/*", false)]
    [TestCase("/static/./a", "/static/*", false)]
    [TestCase("/static/.../a", "/static/*", false)]
    [TestCase("/static/..;/admin", "/static/*", false)]
    [TestCase("/static/;/admin", "/static/*", false)]
    [TestCase("/static//admin", "/static/*", false)]
    [TestCase("/static/a//", "/static/*", false)]
    [TestCase("/static/..\\admin", "/static/*", false)]
    [TestCase("/static/%2e%2e/admin", "/static/*", false)]
    [TestCase("/static/a b", "/static/*", false)]
    [TestCase("/static/a\n", "/static/*", false)]
    [TestCase("/static/a\0", "/static/*", false)]
    [TestCase("/static/．．/admin", "/static/*", false)]
    [TestCase("/static/\ufffd\ufffd", "/static/*", false)]
    [TestCase("/static/*", "/static/*", true)]
    public void A_pattern_means_only_what_reaches_the_backend_as_it_stands(string path, string pattern, bool isMeant) =>
        CallPath.IsMeant(path, pattern).ShouldBe(isMeant);

    /// <summary>CEL's regular expressions are Go's, where $ is the very end; .NET writes that as \z.</summary>
    [Test]
    public void It_says_what_the_expression_of_the_policy_says()
    {
        var plain = new Regex(PathExpression.Plain[..^1] + @"\z");
        var path = Gen.OneOf(
            Gen.OneOf("/", ".", "..", ";", "a", "B", "9", "%", "\\", "~", "'", "\"", "-", "*", "\n", "é", "\u0001", " ", "[", "^"),
            Gen.Char.AlphaNumeric.Select(one => $"{one}"), Gen.Char.Select(one => $"{one}"))
            .Array[0, 12].Select(parts => string.Concat(parts));

        path.Sample(
            one =>
            {
                CallPath.IsPlain(one).ShouldBe(plain.IsMatch(one), one);
                CallPath.IsPlain($"/{one}").ShouldBe(plain.IsMatch($"/{one}"), one);
            },
            iter: 20_000);
    }
}
