using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Policies;

internal sealed class AccessPolicyReaderTests
{
    private static readonly AccessPolicy Policy = AccessPolicyReader.Parse("access.yaml", PolicyText.Good);

    [Test]
    public void Scope_and_name_are_those_written()
    {
        Policy.Name.ShouldBe("hello");
        Policy.Namespaces.ShouldBe(["default", "shop"]);
        Policy.UnsafeGets.ShouldBe(["counter"]);
        Policy.Location.ShouldBe(new SourceLocation("access.yaml", 2));
    }

    [Test]
    public void Methods_become_verbs_each_once_and_a_service_without_ports_its_plain_name()
    {
        var allowance = Policy.Consumers[0].Allow[0];

        (allowance.ApiGroup, allowance.Resource).ShouldBe(("", "services/proxy"));
        allowance.Names.ShouldBe(["hello-app"]);
        allowance.Verbs.ShouldBe(["get", "create"]);
        allowance.Services.ShouldBe(["hello-app"]);
        allowance.Namespaces.ShouldBe(["default", "shop"], "all of the policy's");
        allowance.Location.ShouldBe(new SourceLocation("access.yaml", 11, 7));
    }

    [Test]
    public void Ports_and_scheme_are_spelled_as_the_url_does()
    {
        var allowance = Policy.Consumers[0].Allow[1];

        allowance.Names.ShouldBe(["https:hello-app:8080", "https:hello-app:web", "https:other:8080", "https:other:web"]);
        allowance.Services.ShouldBe(["hello-app", "other"]);
        allowance.Verbs.ShouldBe(["*"]);
        allowance.Namespaces.ShouldBe(["shop"]);
    }

    [TestCase("ports: [8080]", "hello-app:8080")]
    [TestCase("ports: [\"8080\"]", "hello-app:8080")]
    [TestCase("ports: [web]", "hello-app:web")]
    [TestCase("ports: [\"\"]", "hello-app:")]
    [TestCase("scheme: http", "http:hello-app:")]
    [TestCase("{scheme: http, ports: [8080]}", "http:hello-app:8080")]
    public void Every_spelling_of_a_url_can_be_allowed(string fields, string name) =>
        AccessPolicyReader.Parse("a.yaml", PolicyText.With("services: [hello-app]\n",
            $"services: [hello-app]\n      {fields.Trim('{', '}').Replace(", p", "\n      p", StringComparison.Ordinal)}\n"))
            .Consumers[0].Allow[0].Names.ShouldBe([name]);

    [Test]
    public void Other_resources_keep_their_verbs_and_may_be_without_names()
    {
        var (log, scale) = (Policy.Consumers[0].Allow[2], Policy.Consumers[1].Allow[0]);

        (log.ApiGroup, log.Resource, log.Names[0], log.Verbs[0]).ShouldBe(("", "pods/log", "hello-app-0", "get"));
        (scale.ApiGroup, scale.Resource, scale.Names.Count).ShouldBe(("apps", "deployments/scale", 0));
        scale.Verbs.ShouldBe(["get", "update"]);
        log.Services.ShouldBeEmpty();
    }

    [Test]
    public void Subjects_are_read_wherever_they_stand()
    {
        Policy.Consumers.Select(consumer => $"{consumer.Name} {consumer.Subject}")
            .ShouldBe(["consumer serviceaccount:default/consumer", "jane user:jane@example.com"]);
        Policy.Ignored.Select(ignored => $"{ignored.Subject}, {ignored.Reason}")
            .ShouldBe(["group:system:masters, cluster administrators", "serviceaccount:kube-system/robot, robot", "user:root, root"]);
        Policy.Consumers[0].Subject.Location.ShouldBe(new SourceLocation("access.yaml", 9, 14));
    }

    [Test]
    public void Suppressions_have_a_last_day()
    {
        var suppression = Policy.Suppressions.ShouldHaveSingleItem();

        suppression.ShouldBe(new Suppression(
            "HR101", "Role default/hello", "until the move", new DateOnly(2026, 12, 31), new SourceLocation("access.yaml", 30, 5)));
    }

    [Test]
    public void A_policy_may_be_JSON() => AccessPolicyReader.Parse("a.json", """
        {
        	"apiVersion": "harness/v1", "kind": "AccessPolicy", "metadata": {"name": "j"},
        	"spec": {"scope": {"namespaces": ["default"]}, "consumers": [
        		{"name": "c", "subject": {"kind": "Group", "name": "g"}, "allow": [{"services": ["s"], "methods": ["GET"]}]}]}
        }
        """).Consumers[0].Subject.ToString().ShouldBe("group:g");

    [Test]
    public void A_file_is_named_as_it_was_given()
    {
        using var scratch = new Scratch();

        AccessPolicies.ReadFiles([scratch.Write("access.yaml", PolicyText.Good)]).Location.File.ShouldBe(scratch["access.yaml"]);
    }
}
