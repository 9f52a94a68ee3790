using System.Text.Json.Nodes;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Questions;
using Harness.Tests.Support;

namespace Harness.Tests.Rbac.Admission;

/// <summary>Paths and rules are found, and not looked for: what it takes must not grow with the square of their number.</summary>
internal sealed class PathLookupTests
{
    private const int Many = 20_000;
    private const int Few = 1000;

    [Test]
    public void It_means_what_one_of_its_patterns_means()
    {
        var random = new RandomCalls(seed: 7);
        var answers = new List<bool>();
        for (var i = 0; i < Many; i++)
        {
            var (rule, name) = (random.Rule("r", "shop"), random.One(RandomCalls.Names));
            var path = ProxiedPath.Of($"/api/v1/namespaces/shop/services/web/proxy{random.Path()}") ?? CallPath.Root;
            var isMeant = rule.Paths.TryGetValue(name, out var some) && some.Any(one => CallPath.IsMeant(path, one));

            new PathLookup(rule.Paths).Means(name, path).ShouldBe(isMeant, $"{name} {path} by {string.Join(' ', some ?? [])}");
            answers.Add(isMeant);
        }

        answers.Count(isMeant => isMeant).ShouldBeInRange(Many / 50, Many / 2);
    }

    [Test]
    public void Rules_with_other_paths_are_others_and_look_at_their_own()
    {
        var rule = Rule(0, ["/a/*"]);
        var other = rule with { Paths = new Dictionary<string, IReadOnlyList<string>> { ["api"] = ["/b"] } };

        (rule with { Name = rule.Name }).ShouldBe(rule);
        other.ShouldNotBe(rule);
        (rule.Allows(PathRule.Services, "web", "/b"), other.Allows(PathRule.Services, "web", "/b")).ShouldBe((false, true));
        (rule.Allows(PathRule.Services, "api", "/c"), other.Allows(PathRule.Services, "api", "/c")).ShouldBe((true, false));
    }

    [Test]
    public void Of_thousands_of_prefixes_each_is_found() => Growth.ShouldBeSlow(Few, many =>
    {
        var rule = Rule(0, [.. Enumerable.Range(0, many).Select(i => $"/{i}/*")]);

        Enumerable.Range(0, many).Count(i => rule.Allows(PathRule.Services, "web", $"/{i}/x/y")).ShouldBe(many);
        rule.Allows(PathRule.Services, "web", $"/{many}/x").ShouldBeFalse();
    });

    [Test]
    public void Of_thousands_of_rules_a_callers_own_are_found() => Growth.ShouldBeSlow(Few, many =>
    {
        var admission = new PathAdmission([.. Enumerable.Range(0, many).Select(i => Rule(i, ["/a"]))]);

        Enumerable.Range(0, many).Count(i => admission.Allows($"u{i}", ["g"], "shop", PathRule.Services, "web", "/b")).ShouldBe(0);
        admission.Allows("u", [], "shop", PathRule.Services, "web", "/b").ShouldBeTrue();
    });

    [Test]
    public void Of_thousands_of_policies_each_finds_its_binding() => Growth.ShouldBeSlow(Few, many =>
    {
        var observed = ObservedAdmission.Of(new RbacSnapshot("x", [], []) { Admission = new KnownAdmission([.. Stored(many)]) });

        observed.Rules.ShouldBeEmpty("they only warn");
    });

    private static IEnumerable<AdmissionObject> Stored(int many)
    {
        for (var i = 0; i < many; i++)
        {
            yield return new("ValidatingAdmissionPolicy", $"p{i}", []);
            yield return new("ValidatingAdmissionPolicyBinding", $"b{i}", new JsonObject
            {
                ["spec"] = new JsonObject { ["policyName"] = $"p{i}", ["validationActions"] = new JsonArray("Warn") },
            });
        }
    }

    private static PathRule Rule(int i, IReadOnlyList<string> paths) => new()
    {
        Name = $"r{i}",
        Namespace = "shop",
        User = $"u{i}",
        Paths = new Dictionary<string, IReadOnlyList<string>> { ["web"] = paths },
    };
}
