using System.Globalization;
using System.Text;
using Harness.Rbac.Admission;
using Harness.Rbac.Policies;
using Harness.Tests.Support;

namespace Harness.Tests.Rbac.Policies;

/// <summary>Policies with many paths: what is at odds is found among thousands, and what no API server takes is refused.</summary>
internal sealed class ManyPathsTests
{
    private const string Entry = "services: [stats]\n      methods: [GET, POST]\n      paths: [/]";
    private static readonly string[] Digits = [.. Enumerable.Range(0, 4_000).Select(i => $"/{i:x3}")];

    [Test]
    public void Entries_are_not_held_against_each_other_one_by_one() => Growth.ShouldBeSlow(250, many =>
    {
        var text = new StringBuilder(PathText.Good);
        for (var i = 0; i < many; i++)
            text.Append(CultureInfo.InvariantCulture, $"\n    - services: [stats]\n      methods: [POST]\n      paths: [/{i:x}]");

        AccessPolicyReader.Parse("a.yaml", text.ToString()).Consumers[1].Allow.Count.ShouldBe(many + 2);
    });

    [Test]
    public void Of_several_at_odds_each_is_named_once_with_the_first_before_it()
    {
        var found = Complaints(PathText.With(Entry, """
            services: [web]
                  ports: [8080]
                  methods: [GET]
                  paths: [/other]
                - services: [web, api]
                  ports: [8080]
                  methods: [POST]
                  paths: [/other]
                - services: [web]
                  methods: [POST]
                - resource: services/proxy
                  verbs: [get]
            """));

        found.Select(line => line.Split(": admission")[0].Split(": a service is")[0]).ShouldBe(
        [
            "a.yaml:19:7: allows \"web:8080\" other methods on other paths than a.yaml:10 does",
            "a.yaml:23:7: allows \"web\" without paths, and a.yaml:10 single paths of it",
            "a.yaml:25:7: allows \"web\" without paths, and a.yaml:10 single paths of it",
        ]);
    }

    [TestCase(0)]
    [TestCase(1)]
    public void A_consumer_has_room_for_as_many_characters_as_an_admission_policy(int more)
    {
        const int each = 8; // '/abc',<blank>
        const int name = 16; // 'web:8080': [],<blank>
        var rest = PathRoom.Most - name - (Digits.Length * each) - 4 + more;
        var text = PathText.With("paths: [/metrics, /static/*]", $"paths: [{string.Join(", ", Digits)}, /{new string('x', rest - 1)}]")
            .Replace("services: [web, api]", "services: [web]", StringComparison.Ordinal)
            .Replace(Entry, $"{Entry}\n      namespaces: [stock]", StringComparison.Ordinal);

        if (more > 0)
        {
            Complaints(text).ShouldHaveSingleItem().ShouldBe("a.yaml:10:7: has names and paths of 80,001 characters in all in namespace "
                + "shop, and an admission policy has room for 80,000: allow prefixes (/x/*)");
            return;
        }

        var rule = PathAdmission.Of(AccessPolicyReader.Parse("a.yaml", text)).Rules[0];
        PathExpression.Variables(rule).First().Expression.Length.ShouldBe(PathRoom.Most - 2, "the last of a list has no comma after it");
    }

    [Test]
    public void Names_take_room_as_well_and_what_is_said_twice_takes_it_once()
    {
        var names = string.Join(", ", Enumerable.Range(0, 1_500).Select(i => $"service-with-a-long-name-{i:d30}"));
        Complaints(PathText.With("services: [web, api]", $"services: [{names}]")).ShouldHaveSingleItem()
            .ShouldContain("has names and paths of 139,518 characters in all in namespace shop");

        var paths = $"ports: [8080]\n      methods: [GET]\n      paths: [{string.Join(", ", Digits)}]";
        AccessPolicyReader.Parse("a.yaml", PathText.With(Entry, $"services: [web]\n      {paths}")
            .Replace("paths: [/metrics, /static/*]", $"paths: [{string.Join(", ", Digits)}]", StringComparison.Ordinal)
            .Replace("services: [web, api]", "services: [web]", StringComparison.Ordinal)).Consumers.Count.ShouldBe(2);
    }

    private static string[] Complaints(string text) => Refusal.Of(() => AccessPolicyReader.Parse("a.yaml", text));
}
