using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Rbac.Admission;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Admission;

internal sealed class PathAdmissionTests
{
    private const string Scraper = "system:serviceaccount:shop:scraper";
    private static readonly PathAdmission Admission = PathAdmission.Of(AccessPolicyReader.Parse("access.yaml", PathText.Good));

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Test]
    public void There_is_a_rule_for_each_consumer_in_each_namespace() => Admission.Rules.Select(rule =>
        $"{rule.Name}: {rule.User ?? rule.Group} {string.Join(' ', rule.Paths.Keys)} {(rule.AllowsPods ? "and pods" : "")}").ShouldBe(
    [
        $"harness-paths.shop.scraper: {Scraper} web:8080 api:8080 stats ",
        $"harness-paths.stock.scraper: {Scraper} stats ",
        "harness-paths.shop.writers: writers stats and pods",
        "harness-paths.stock.writers: writers stats and pods",
    ]);

    [TestCase("shop", "services/proxy", "web:8080", "/metrics", true)]
    [TestCase("shop", "services/proxy", "web:8080", "/static/a.css", true)]
    [TestCase("shop", "services/proxy", "web:8080", "/static/../admin", false)]
    [TestCase("shop", "services/proxy", "web:8080", "/admin", false)]
    [TestCase("shop", "services/proxy", "web", "/metrics", false, TestName = "another spelling of a guarded service")]
    [TestCase("shop", "services/proxy", "http:web:8080", "/metrics", false, TestName = "a scheme before it")]
    [TestCase("shop", "services/proxy", "other", "/metrics", true, TestName = "another service is for RBAC alone")]
    [TestCase("stock", "services/proxy", "web:8080", "/admin", true, TestName = "elsewhere it is for RBAC alone")]
    [TestCase("default", "services/proxy", "stats", "/admin", true, TestName = "as it is outside of the policy")]
    [TestCase("stock", "services/proxy", "stats", null, true, TestName = "the root without a slash")]
    [TestCase("stock", "services/proxy", "stats", "/", true, TestName = "the root")]
    [TestCase("shop", "services/proxy", "web:8080", null, false, TestName = "a root that is not allowed")]
    [TestCase("shop", "pods/proxy", "web-0", "/metrics", false, TestName = "a pod")]
    [TestCase("shop", "pods/log", "web-0", null, true, TestName = "another resource")]
    public void A_call_of_an_account(string ns, string resource, string name, string? path, bool allowed) =>
        Admission.Allows(Scraper, ["system:authenticated"], ns, resource, name, path).ShouldBe(allowed);

    [TestCase("jane", "/push", true)]
    [TestCase("jane", "/", false)]
    [TestCase(Scraper, "/", false, Description = "each rule that is about the caller has to allow it")]
    [TestCase(Scraper, "/push", false)]
    public void A_call_of_somebody_in_a_group(string user, string path, bool allowed) =>
        Admission.Allows(user, ["writers"], "shop", "services/proxy", "stats", path).ShouldBe(allowed);

    [Test]
    public void Whoever_no_rule_is_about_is_not_restricted() =>
        Admission.Allows("jane", ["readers"], "shop", "pods/proxy", "web-0", "/").ShouldBeTrue();

    [Test]
    public void A_rule_becomes_a_policy_and_its_binding()
    {
        var made = new PathAdmission([Admission.Rules[1]]).Policies();

        made.Select(one => one.ToJsonString(Readable)).ShouldBe([ExpectedPolicy.Policy, ExpectedPolicy.Binding]);
    }

    [Test]
    public void Each_is_read_back()
    {
        foreach (var rule in Admission.Rules)
            Same(PathPolicyReader.Read(Stored(PathPolicy.Of(rule)), Stored(PathPolicy.BindingOf(rule))), rule);
    }

    [Test]
    public void So_is_one_that_leaves_out_what_an_API_server_fills_in()
    {
        var rule = Admission.Rules[0];
        var (policy, binding) = (PathPolicy.Of(rule), PathPolicy.BindingOf(rule));
        foreach (var match in new[] { policy["spec"]!["matchConstraints"]!.AsObject(), binding["spec"]!["matchResources"]!.AsObject() })
        {
            match.Remove("matchPolicy").ShouldBeTrue();
            match.Remove("objectSelector").ShouldBeTrue();
        }

        policy["spec"]!["matchConstraints"]!.AsObject().Remove("namespaceSelector").ShouldBeTrue();
        policy["spec"]!["matchConstraints"]!["resourceRules"]![0]!.AsObject().Remove("scope").ShouldBeTrue();

        Same(PathPolicyReader.Read(policy, binding), rule);
    }

    [TestCase("\\' || true || '")]
    [TestCase("a\"b\\'c\n")]
    [TestCase("größe 😀")]
    public void A_hostile_name_is_no_more_than_a_name(string name)
    {
        var rule = Admission.Rules[2] with { Group = name };

        PathExpression.Caller(rule).ShouldBe($"has(request.userInfo.groups) && {CelText.Of(name)} in request.userInfo.groups");
        Same(PathPolicyReader.Read(PathPolicy.Of(rule), PathPolicy.BindingOf(rule)), rule);
    }

    [TestCase("spec.failurePolicy", "Ignore")]
    [TestCase("spec.matchConstraints.matchPolicy", "Exact")]
    [TestCase("spec.matchConstraints.resourceRules.0.operations.0", "CREATE")]
    [TestCase("spec.matchConstraints.resourceRules.0.resources.1", "pods/log")]
    [TestCase("spec.matchConstraints.resourceRules.0.scope", "Cluster")]
    [TestCase("spec.matchConditions.0.expression", "false")]
    [TestCase("spec.variables.0.expression", "{'stats': ['/']} == {} ? {} : {'stats': ['/']}")]
    [TestCase("spec.variables.5.expression", "true")]
    [TestCase("spec.validations.0.expression", "true")]
    [TestCase("spec.auditAnnotations", "x")]
    [TestCase("apiVersion", "admissionregistration.k8s.io/v1beta1")]
    public void A_policy_that_says_anything_else_is_not_taken_for_a_rule(string place, string value) => PathPolicyReader
        .Read(Changed(PathPolicy.Of(Admission.Rules[0]), place, value), PathPolicy.BindingOf(Admission.Rules[0])).ShouldBeNull();

    [TestCase("spec.validationActions.0", "Warn")]
    [TestCase("spec.policyName", "other")]
    [TestCase("spec.matchResources.namespaceSelector.matchLabels.team", "shop")]
    [TestCase("spec.paramRef", "x")]
    public void Nor_is_a_binding(string place, string value) => PathPolicyReader
        .Read(PathPolicy.Of(Admission.Rules[0]), Changed(PathPolicy.BindingOf(Admission.Rules[0]), place, value)).ShouldBeNull();

    private static void Same(PathRule? read, PathRule rule)
    {
        read.ShouldNotBeNull();
        PathPolicy.Of(read).ToJsonString().ShouldBe(PathPolicy.Of(rule).ToJsonString());
        (read.User, read.Group, read.Namespace, read.AllowsPods).ShouldBe((rule.User, rule.Group, rule.Namespace, rule.AllowsPods));
    }

    /// <summary>As an API server gives it back, which has nothing to fill in.</summary>
    private static JsonObject Stored(JsonObject made)
    {
        made["metadata"]!["uid"] = "1";
        made["status"] = new JsonObject();
        return made;
    }

    private static JsonObject Changed(JsonObject made, string place, string value)
    {
        var (node, parts) = ((JsonNode)made, place.Split('.'));
        foreach (var part in parts[..^1])
            node = node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)]! : node[part]!;
        if (node is JsonArray items)
            items[int.Parse(parts[^1], CultureInfo.InvariantCulture)] = value;
        else
            node[parts[^1]] = value;
        return made;
    }
}
