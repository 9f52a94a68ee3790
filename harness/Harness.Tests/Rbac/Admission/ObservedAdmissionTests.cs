using System.Text.Json.Nodes;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Admission;

/// <summary>What is known of admission decides about a path only where all that is asked about it is known.</summary>
internal sealed class ObservedAdmissionTests
{
    private static readonly PathRule Rule = PathAdmission.Of(AccessPolicyReader.Parse("access.yaml", PathText.Good)).Rules[0];
    private static readonly AccessSubject Scraper = AccessSubject.ServiceAccount("shop", "scraper");

    private static readonly AdmissionObject[] Own =
    [
        new("ValidatingAdmissionPolicy", Rule.Name, PathPolicy.Of(Rule)),
        new("ValidatingAdmissionPolicyBinding", Rule.Name, PathPolicy.BindingOf(Rule)),
    ];

    [TestCase("/metrics", true, "ValidatingAdmissionPolicy harness-paths.shop.scraper lets this path through")]
    [TestCase("/admin", false, "ValidatingAdmissionPolicy harness-paths.shop.scraper refuses this path")]
    public void A_policy_of_ours_decides(string path, bool isLetThrough, string why) =>
        Decide(path, Own).ShouldBe(new PathDecision(isLetThrough, why));

    [Test]
    public void Without_its_binding_it_refuses_nothing() =>
        Decide("/admin", Own[0])
            .ShouldBe(new PathDecision(true, "no admission policy refuses any path of it") { IsSilent = true });

    [Test]
    public void A_webhook_leaves_open_what_is_let_through_and_names_itself()
    {
        var webhook = Webhook("ValidatingWebhookConfiguration", "services/proxy");

        Decide("/metrics", [.. Own, webhook]).ShouldBe(new PathDecision(
            null,
            "ValidatingWebhookConfiguration other (hooks.yaml:3) is asked about such a call, too: what it decides is not known here"));
        Decide("/admin", [.. Own, webhook]).IsLetThrough.ShouldBe(false, "nothing lets through what one policy refuses");
    }

    [Test]
    public void What_may_change_the_path_leaves_everything_open() =>
        Decide("/admin", [.. Own, Webhook("MutatingWebhookConfiguration", "*/*")]).ShouldBe(new PathDecision(
            null, "MutatingWebhookConfiguration other (hooks.yaml:3) may change the path of a call: what it does is not known here"));

    [TestCase("services", TestName = "the resource itself")]
    [TestCase("pods/proxy", TestName = "pods")]
    [TestCase("*", TestName = "all resources, which leaves out what is below them")]
    [TestCase("services/proxy", "CREATE", TestName = "another operation")]
    [TestCase("services/proxy", "CONNECT", "apps", TestName = "another group")]
    [TestCase("services/proxy", "CONNECT", "", "stock", TestName = "another namespace")]
    public void A_webhook_that_is_not_asked_does_not_matter(
        string resource, string operation = "CONNECT", string group = "", string ns = "shop") =>
        Decide("/metrics", [.. Own, Webhook("ValidatingWebhookConfiguration", resource, operation, group, ns)])
            .IsLetThrough.ShouldBe(true);

    [TestCase("services/*")]
    [TestCase("*/proxy")]
    [TestCase("services/proxy", "*", "*")]
    public void One_that_is_asked_by_a_wildcard_does(string resource, string operation = "CONNECT", string group = "") =>
        Decide("/metrics", [.. Own, Webhook("ValidatingWebhookConfiguration", resource, operation, group)])
            .IsLetThrough.ShouldBeNull();

    [Test]
    public void One_with_a_name_of_ours_that_says_something_else_is_said_to_be_that([Values] bool isBinding)
    {
        var (policy, binding) = (PathPolicy.Of(Rule), PathPolicy.BindingOf(Rule));
        (isBinding ? binding["spec"]!["matchResources"]! : policy["spec"]!["matchConstraints"]!)["matchPolicy"] = "Exact";

        Decide("/metrics", new(PathPolicy.Kind, Rule.Name, policy), new(PathPolicy.BindingKind, Rule.Name, binding)).ShouldBe(new(
            null,
            "ValidatingAdmissionPolicy harness-paths.shop.scraper has a name that generate gives, and it or its binding is not what "
            + "generate writes today: what it decides is not known here")
        {
            Doubt = PathDoubt.NotAsGenerated,
        });
    }

    [TestCase("Deny", null)]
    [TestCase("Warn", true)]
    public void Somebody_elses_policy_matters_where_it_denies(string action, bool? isLetThrough)
    {
        var (policy, binding) = (PathPolicy.Of(Rule with { Name = "other" }), PathPolicy.BindingOf(Rule with { Name = "other" }));
        policy["spec"]!["validations"]![0]!["expression"] = "object.path != '/admin'";
        binding["spec"]!["validationActions"]![0] = action;

        AdmissionObject[] others =
            [new("ValidatingAdmissionPolicy", "other", policy), new("ValidatingAdmissionPolicyBinding", "x", binding)];
        Decide("/metrics", [.. Own, .. others]).IsLetThrough.ShouldBe(isLetThrough);
    }

    [Test]
    public void Of_two_bindings_of_one_name_it_is_not_known_which_is_in_force()
    {
        var warning = PathPolicy.BindingOf(Rule);
        warning["spec"]!["validationActions"] = new JsonArray("Warn");

        Decide("/metrics", [.. Own, new("ValidatingAdmissionPolicyBinding", Rule.Name, warning)]).IsLetThrough.ShouldBeNull();
        Decide("/metrics", [.. Own, Own[1]]).IsLetThrough.ShouldBe(true);
    }

    [Test]
    public void Of_two_policies_of_one_name_it_is_not_known_which_is_in_force()
    {
        var other = PathPolicy.Of(Rule with { Paths = new Dictionary<string, IReadOnlyList<string>> { ["web"] = ["/*"] } });

        var decision = Decide("/metrics", [.. Own, new("ValidatingAdmissionPolicy", Rule.Name, other)]);

        (decision.IsLetThrough, decision.Doubt).ShouldBe((null, PathDoubt.None), "either may be what generate writes");
    }

    [Test]
    public void Where_it_was_not_read_nothing_is_known()
    {
        ObservedAdmission.Of(new RbacSnapshot("x", [], [])).Decide(Scraper, Question, "/").Why.ShouldBe("admission was not looked at");
        ObservedAdmission.Of(new RbacSnapshot("x", [], []) { Admission = new KnownAdmission([]) { NotKnown = "forbidden" } })
            .Decide(Scraper, Question, "/").ShouldBe(new PathDecision(null, "forbidden") { IsSilent = true });
    }

    [TestCase("1.29", null)]
    [TestCase("1.30", true)]
    public void A_Kubernetes_that_has_no_such_policies_says_from_which_version(string version, bool? isLetThrough)
    {
        var decision = ObservedAdmission.Of(new RbacSnapshot("x", [], [])
        {
            Admission = new KnownAdmission(Own),
            KubernetesVersion = new Version(version),
        }).Decide(Scraper, Question, "/metrics");

        (decision.IsLetThrough, decision.Doubt).ShouldBe((isLetThrough, isLetThrough is null ? PathDoubt.NoPolicies : PathDoubt.None));
        if (isLetThrough is null)
            decision.Why.ShouldStartWith("Kubernetes 1.29 has no ValidatingAdmissionPolicy, which came with 1.30");
    }

    [Test]
    public void Objects_of_any_shape_do_no_harm() => Decide(
        "/metrics",
        [
            .. Own, new("ValidatingAdmissionPolicy", "a", []), new("ValidatingAdmissionPolicyBinding", "a", []),
            new("ValidatingWebhookConfiguration", "b", new JsonObject { ["webhooks"] = new JsonArray("x", new JsonObject()) }),
            new("MutatingAdmissionPolicyBinding", "c", new JsonObject { ["spec"] = new JsonObject { ["policyName"] = new JsonObject() } }),
        ]).IsLetThrough.ShouldBe(true);

    private static AccessQuestion Question { get; } = new("shop", "", "services/proxy", "web:8080", "get");

    private static PathDecision Decide(string path, params AdmissionObject[] objects) =>
        ObservedAdmission.Of(new RbacSnapshot("x", [], []) { Admission = new KnownAdmission(objects) }).Decide(Scraper, Question, path);

    private static AdmissionObject Webhook(
        string kind, string resource, string operation = "CONNECT", string group = "", string ns = "shop") =>
        new(kind, "other", new JsonObject
        {
            ["webhooks"] = new JsonArray(new JsonObject
            {
                ["rules"] = new JsonArray(new JsonObject
                {
                    ["apiGroups"] = new JsonArray(group),
                    ["apiVersions"] = new JsonArray("*"),
                    ["operations"] = new JsonArray(operation),
                    ["resources"] = new JsonArray(resource),
                }),
                ["namespaceSelector"] = new JsonObject
                {
                    ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = ns },
                },
            }),
        }, new SourceLocation("hooks.yaml", 3));
}
