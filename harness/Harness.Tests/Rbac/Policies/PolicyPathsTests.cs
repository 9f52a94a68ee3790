using Harness.Rbac.Policies;

namespace Harness.Tests.Rbac.Policies;

/// <summary>Paths in a policy: each in one spelling, and nothing that RBAC and admission cannot say together.</summary>
internal sealed class PolicyPathsTests
{
    [Test]
    public void Paths_are_of_the_services_beside_them()
    {
        var policy = AccessPolicyReader.Parse("access.yaml", PathText.Good);

        policy.Consumers[0].Allow.Select(one => string.Join(' ', one.Paths)).ShouldBe(["/metrics /static/*", "/"]);
        policy.Consumers[1].Allow.Select(one => string.Join(' ', one.Paths)).ShouldBe(["/push", ""]);
    }

    [TestCase("/")]
    [TestCase("/*")]
    [TestCase("/a/b.c/")]
    [TestCase("/a//*", "has an empty segment (//)")]
    [TestCase("/a/...")]
    [TestCase("/.well-known/x")]
    [TestCase("/.well-known/*")]
    [TestCase("/größe/日本")]
    [TestCase("/a;v=1/b")]
    [TestCase("/it's")]
    [TestCase("metrics", "does not begin with a slash; write the path of a URL: /metrics")]
    [TestCase("", "does not begin with a slash")]
    [TestCase("*", "does not begin with a slash")]
    [TestCase("/*/metrics", "has a * that is not its end")]
    [TestCase("/a*", "ends in a * without a slash before it")]
    [TestCase("/a/**", "has a * that is not its end")]
    [TestCase("/a/*/*", "has a * that is not its end")]
    [TestCase("/a/*/", "has a * that is not its end")]
    [TestCase("/a%2fb", "has a %, but paths are compared decoded")]
    [TestCase("/a%/*", "has a %, but paths are compared decoded")]
    [TestCase("/a?b=c", "has a query or a fragment, of which admission is told nothing; write the path alone")]
    [TestCase("/a#b", "has a query or a fragment")]
    [TestCase("/a\\b", "has a backslash")]
    [TestCase("/a/../b", "has a segment . or .., which the API server resolves after admission has seen it")]
    [TestCase("/..", "has a segment . or ..")]
    [TestCase("/./*", "has a segment . or ..")]
    [TestCase("//", "has an empty segment (//), which the API server removes; write one slash")]
    [TestCase("//metrics", "has an empty segment (//)")]
    [TestCase("/a//", "has an empty segment (//)")]
    [TestCase("/a b", "has a blank, a control character or one that cannot be seen; remove it")]
    [TestCase("/a\n", "has a blank, a control character or one that cannot be seen; remove it")]
    [TestCase("/a\u0000", "has a blank, a control character or one that cannot be seen; remove it")]
    [TestCase("/a\u200b", "has a blank, a control character or one that cannot be seen; remove it")]
    [TestCase("/a\ufffd", "has a blank, a control character or one that cannot be seen; remove it")]
    [TestCase("/größe/*", "has a character before its /* that a URL would encode")]
    [TestCase("/.../*", "has a character before its /* that a URL would encode")]
    [TestCase("/it's/*", "has a character before its /* that a URL would encode")]
    public void A_path_is_in_the_one_spelling_that_reaches_the_backend_as_it_stands(string path, string? why = null)
    {
        var text = PathText.With("/metrics", Literal(path));

        PolicyJson.IsValid(PolicyJson.Of(text)).ShouldBe(why is null, "the schema says the same");
        if (why is null)
            AccessPolicyReader.Parse("a.yaml", text).Consumers[0].Allow[0].Paths[0].ShouldBe(path);
        else
            Complaints(text).ShouldHaveSingleItem().ShouldContain(why);
    }

    [TestCase("paths: [/metrics, /static/*]", "paths: []", "13:14: spec.consumers[0].allow[0].paths is empty; leave it out for every path")]
    [TestCase("paths: [/metrics, /static/*]", "paths: /metrics",
        "13:14: spec.consumers[0].allow[0].paths must be a list, not the text \"/metrics\"; write paths: [/metrics]")]
    [TestCase("/static/*", "/metrics", "13:25: \"/metrics\" is in this list twice; remove one of the two")]
    [TestCase("verbs: [get]", "verbs: [get], paths: [/a]", "24:44: spec.consumers[1].allow[1] has the unknown field \"paths\"; it knows")]
    [TestCase("services: [stats]\n      methods: [GET, POST]\n      paths: [/]", "services: [web]\n      methods: [GET]",
        "15:7: allows \"web\" without paths, and a.yaml:10 single paths of it")]
    [TestCase("services: [stats]\n      methods: [GET, POST]\n      paths: [/]", "resource: services/proxy\n      verbs: [get]",
        "15:7: allows \"web\" without paths, and a.yaml:10 single paths of it")]
    [TestCase("services: [stats]\n      methods: [GET, POST]\n      paths: [/]",
        "services: [web]\n      ports: [8080, 9090]\n      methods: [POST]\n      paths: [/push]",
        "15:7: allows \"web:8080\" other methods on other paths than a.yaml:10 does: admission is not told the method")]
    public void What_cannot_be_said_is_refused_with_its_place(string old, string replacement, string complaint) =>
        Complaints(PathText.With(old, replacement)).ShouldHaveSingleItem().ShouldStartWith($"a.yaml:{complaint}");

    [TestCase("methods: [GET]\n      paths: [/push]", TestName = "other paths with the same methods")]
    [TestCase("methods: [POST]\n      paths: [/static/*, /metrics]", TestName = "other methods on the same paths")]
    [TestCase("methods: [POST]\n      paths: [/push]\n      namespaces: [stock]", TestName = "elsewhere")]
    public void What_can_be_said_is_not(string rest) => AccessPolicyReader.Parse("a.yaml", PathText.With(
        "services: [stats]\n      methods: [GET, POST]\n      paths: [/]", $"services: [web]\n      ports: [8080]\n      {rest}"));

    [Test]
    public void A_contradiction_is_found_between_two_files()
    {
        var other = PathText.With("name: metrics", "name: other").Replace("      paths: [/]\n", "", StringComparison.Ordinal);
        var policies = new[] { AccessPolicyReader.Parse("a.yaml", PathText.Good), AccessPolicyReader.Parse("b.yaml", other) };

        Refusal.Of(() => AccessPolicies.Merge(policies)).ShouldHaveSingleItem()
            .ShouldStartWith("b.yaml:15:7: allows \"stats\" without paths, and a.yaml:15 single paths of it");
    }

    private static string[] Complaints(string text) => Refusal.Of(() => AccessPolicyReader.Parse("a.yaml", text));

    private static string Literal(string path) => System.Text.Json.JsonSerializer.Serialize(path);
}
