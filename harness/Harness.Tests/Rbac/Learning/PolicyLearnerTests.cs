using Harness.Rbac.Auditing;
using Harness.Rbac.Learning;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Auditing;

namespace Harness.Tests.Rbac.Learning;

/// <summary>What is learnt allows what was let through, no more than a policy has to, and is read back as it was meant.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PolicyLearnerTests
{
    private static readonly LoggedRequest Good = new();

    [Test]
    public void A_learnt_policy_says_of_each_line_how_often_and_when_last()
    {
        var text = Learn(
            Good, Good with { Verb = "create", Path = "/items", Time = "2026-11-30T13:00:00Z" },
            Good with { Time = "2026-11-30T12:30:00Z" });

        text.ShouldBe("""
            # Learnt from here.
            apiVersion: harness/v1
            kind: AccessPolicy
            metadata: {name: learnt}
            spec:
              scope:
                namespaces: [shop]
              consumers:
              - name: consumer
                subject: {kind: ServiceAccount, namespace: shop, name: consumer}
                allow:
                - services: [hello-app]  # 3 times, last 2026-11-30T13:00:00Z; by RoleBinding "shop/hello" of Role "hello"
                  ports: ["8080"]
                  methods:
                  - POST  # once, last 2026-11-30T13:00:00Z
                  - GET  # or HEAD: 2 times, last 2026-11-30T12:30:00Z
                  paths:
                  - /items  # once, last 2026-11-30T13:00:00Z
                  - /metrics  # 2 times, last 2026-11-30T12:30:00Z

            """);
    }

    [TestCase("hello-app", "hello-app")]
    [TestCase("hello-app:8080", "hello-app:8080")]
    [TestCase("hello-app:", "hello-app:")]
    [TestCase("hello-app:web", "hello-app:web")]
    [TestCase("http:hello-app:8080", "http:hello-app:8080")]
    [TestCase("https:hello-app:", "https:hello-app:")]
    public void Each_spelling_is_learnt_as_itself(string name, string expected) =>
        Read(Learn(Good with { Name = name })).Consumers[0].Allow.ShouldHaveSingleItem().Names.ShouldBe([expected]);

    [TestCase(":hello-app:8080", "a policy cannot spell that name")]
    [TestCase("hello-app:99999", "port 99999 is not between 1 and 65535")]
    [TestCase("Hello", "a policy cannot spell that name")]
    [TestCase("a:b:c:d", "a policy cannot spell that name")]
    [TestCase("hello-app:08080", "is not a port name")]
    public void A_name_that_a_policy_cannot_spell_is_left_out_with_the_reason(string name, string why)
    {
        var policy = Learner([Good with { Name = name }, Good]).Learn();

        policy.Consumers.ShouldHaveSingleItem().Entries.ShouldHaveSingleItem().Names.ShouldBe(["hello-app:8080"]);
        policy.LeftOut.ShouldHaveSingleItem().ShouldContain(why);
    }

    [TestCase("/a%2525b", "has a %")]
    [TestCase("/a/%2e%2e/b", "has a segment . or ..")]
    [TestCase("/a*", "it has a * in it")]
    [TestCase("/a/*", "it has a * in it")]
    [TestCase("/*", "it has a * in it")]
    [TestCase("/a%5cb", "has a backslash")]
    [TestCase("/a//b", "has an empty segment")]
    [TestCase("/a%0ab", "has a blank, a control character")]
    public void A_path_that_a_policy_cannot_say_is_left_out_and_never_stands_for_every_path(string path, string why)
    {
        var beside = Learner([Good with { Path = path }, Good]).Learn();
        var alone = Learner([Good with { Path = path }, Good with { Name = "other" }]).Learn();

        Read(LearntPolicyText.Of(beside)).Consumers[0].Allow.ShouldHaveSingleItem().Paths.ShouldBe(["/metrics"]);
        beside.LeftOut.ShouldHaveSingleItem().ShouldContain(why);
        alone.Consumers[0].Entries.ShouldHaveSingleItem().Names.ShouldBe(["other"]);
    }

    [Test]
    public void Many_paths_in_one_place_become_a_prefix_and_many_places_nearly_everything()
    {
        var ids = Enumerable.Range(0, 30).Select(i => Good with { Path = $"/users/{i}" });
        var places = Enumerable.Range(0, 30).Select(i => Good with { Path = $"/p{i}", Name = "other" });

        var allow = Read(Learn([.. ids, .. places, Good with { Path = "/users" }])).Consumers[0].Allow;

        allow.Select(one => string.Join(' ', one.Paths)).ShouldBe(["/users /users/*", "/*"]);
    }

    [Test]
    public void A_path_that_looks_like_a_secret_is_not_written_down()
    {
        var jwt = $"eyJ{new string('a', 40)}.eyJ{new string('b', 40)}.c";

        var text = Learn(Good with { Path = $"/reset/{jwt}/x" });

        text.ShouldNotContain("eyJ");
        Read(text).Consumers[0].Allow[0].Paths.ShouldBe(["/reset/*"]);
    }

    [Test]
    public void Without_paths_a_service_is_allowed_as_a_whole_and_they_are_only_said()
    {
        var text = LearntPolicyText.Of((Learner([Good]) with { WithPaths = false }).Learn());

        Read(text).Consumers[0].Allow[0].Paths.ShouldBeEmpty();
        text.ShouldContain("; paths: /metrics\n");
    }

    [Test]
    public void A_method_without_a_verb_takes_the_star_which_is_said()
    {
        var text = Learn(Good with { Verb = "" }, Good);

        Read(text).Consumers[0].Allow[0].Verbs.ShouldBe(["*"]);
        text.ShouldContain("OPTIONS or another method without a verb was used, which only * allows");
    }

    [Test]
    public void What_was_refused_is_not_learnt_and_counted()
    {
        var policy = Learner([Good, Good with { Name = "x", Decision = "forbid", Status = 403 },
            Good with { Name = "y", Status = 403, IsFailure = true }, Good with { Name = "z", Decision = null, Status = 401 }]).Learn();

        policy.Consumers.ShouldHaveSingleItem().Entries.ShouldHaveSingleItem();
        policy.LeftOut.ShouldBe(
        [
            "refused by the authorizer: 1 request", "let through by the authorizer and refused by admission: 1 request",
            "failed, or not answered, where the log does not say what the authorizer decided: 1 request",
        ]);
    }

    [Test]
    public void Hostile_names_stay_names()
    {
        const string evil = "a\"\n  - name: b # \u2028\\ {x: y} \ud83d\ude00 'on'";
        LoggedRequest[] requests =
        [
            Good with { User = evil, Groups = ["g"], Reason = "RBAC: allowed by RoleBinding \"x\n  - evil: true\" to User" },
            Good with { User = "on", Impersonated = "0x10" }, Good with { User = "boss\n# x", Groups = ["system:masters"] },
        ];

        var text = LearntPolicyText.Of(new PolicyLearner(LoggedRequest.Read(requests).Tally)
        {
            Origin = ["Learnt from a\nkind: Evil"],
            NotComplete = ["b\u0085c: d"],
        }.Learn());

        Read(text).Consumers.Select(consumer => consumer.Subject.Name).ShouldBe(["0x10", evil], ignoreOrder: true);
        text.ShouldAllBe(letter => letter == '\n' || (letter >= ' ' && letter < 127));
        text.Split('\n').ShouldNotContain(line => line.StartsWith("kind: Evil", StringComparison.Ordinal));
    }

    [Test]
    public void Several_namespaces_and_names_are_told_apart()
    {
        var policy = Read(Learn(
            Good, Good with { Namespace = "other" }, Good with { User = "system:serviceaccount:other:consumer" },
            Good with { User = "Consumer" }, Good with { User = "\u00e9" }));

        policy.Namespaces.ShouldBe(["other", "shop"]);
        policy.Consumers.Select(consumer => consumer.Name).ShouldBeUnique();
        policy.Consumers.Single(consumer => consumer.Subject.Namespace == "shop").Allow.Select(one => one.Namespaces.Single())
            .ShouldBe(["other", "shop"]);
    }

    [Test]
    public void Other_resources_are_learnt_by_verb_and_name()
    {
        var pod = Good with { Resource = "pods", Subresource = null, Name = "web-0" };
        LoggedRequest[] requests =
        [
            pod with { Verb = "get" }, pod with { Verb = "get", Name = "web-1" }, pod with { Verb = "list", Name = "" },
            pod with { Verb = "create" }, pod with { Resource = "deployments", Group = "apps", Subresource = "scale", Verb = "update" },
            pod with { Namespace = "", Resource = "widgets", Group = "example.com" },
            .. Enumerable.Range(0, 30).Select(i => pod with { Resource = "configmaps", Name = $"c{i}" }),
        ];
        var learnt = new PolicyLearner(LoggedRequest.Read(
            new AuditScope { AllResources = true }, LoggedRequest.Log(requests)).Tally).Learn();

        Read(LearntPolicyText.Of(learnt)).Consumers[0].Allow
            .Select(one => $"{one.ApiGroup}/{one.Resource} {string.Join(',', one.Names)} {string.Join(',', one.Verbs)}").ShouldBe(
            ["/configmaps  get", "/pods  create,list", "/pods web-0,web-1 get", "apps/deployments/scale web-0 update"], ignoreOrder: true);
        learnt.LeftOut.ShouldHaveSingleItem().ShouldContain("widgets");
    }

    [Test]
    public void With_nothing_to_learn_from_it_is_undecided_also_where_namespaces_are_named()
    {
        Should.Throw<HarnessException>(() => Learner([Good with { Decision = "forbid" }]).Learn()).Kind.ShouldBe(FailureKind.Undecided);
        Should.Throw<HarnessException>(() => (Learner([]) with { Namespaces = ["shop"] }).Learn()).Kind.ShouldBe(FailureKind.Undecided);
    }

    [Test]
    public void Whoever_was_left_out_is_ignored_with_a_reason() =>
        Read(Learn(Good, Good with { User = "admin", Groups = ["system:masters"] }, Good with { User = "system:kube-x" }))
            .Ignored.Select(one => $"{one.Subject}: {one.Reason}")
            .ShouldBe(["group:system:masters: not learnt from: 1 request", "user:system:kube-x: not learnt from: 1 request"]);

    private static string Learn(params IEnumerable<LoggedRequest> requests) => LearntPolicyText.Of(Learner(requests).Learn());

    private static PolicyLearner Learner(IEnumerable<LoggedRequest> requests) =>
        new(LoggedRequest.Read(requests).Tally) { Origin = ["Learnt from here."] };

    private static AccessPolicy Read(string text) => AccessPolicyReader.Parse("learnt.yaml", text);
}
