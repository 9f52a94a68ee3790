using Harness.Access;
using Harness.Api;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Tests.Access;

internal sealed class GrantTests
{
    private static readonly Consumer ConsumerA = new("team-a", "consumer-a");
    private static readonly Grant Proxy = Grant.ServiceProxy(
        ConsumerA, "call-hello", ["hello-app", "http:hello-app:8080"], ["get", "create"]);

    [Test]
    public void The_Role_allows_services_proxy_by_name_and_verb() => Yaml(Proxy.Role.ToRole()).ShouldBe("""
        metadata:
          name: call-hello
          namespace: team-a
        rules:
        - apiGroups:
          - ""
          resourceNames:
          - hello-app
          - http:hello-app:8080
          resources:
          - services/proxy
          verbs:
          - get
          - create
        """);

    [Test]
    public void The_RoleBinding_gives_it_to_the_consumer_alone() => Yaml(Proxy.Binding.ToRoleBinding()).ShouldBe("""
        metadata:
          name: call-hello
          namespace: team-a
        roleRef:
          kind: Role
          apiGroup: rbac.authorization.k8s.io
          name: call-hello
        subjects:
        - kind: ServiceAccount
          name: consumer-a
          namespace: team-a
        """);

    [Test]
    public void A_rule_without_names_has_no_resourceNames_at_all() =>
        (Proxy with { Rule = Proxy.Rule with { ResourceNames = [] } }).Role.ToRole().Rules.Single().ResourceNames.ShouldBeNull();

    [Test]
    public void A_grant_on_the_proxy_holds_in_the_consumers_namespace() => Proxy.Namespace.ShouldBe("team-a");

    [Test]
    public void A_rule_answers_every_verb_on_every_name() => Proxy.Questions().Select(question => question.ToString()).ShouldBe(
    [
        "get services/proxy \"hello-app\" in namespace team-a",
        "get services/proxy \"http:hello-app:8080\" in namespace team-a",
        "create services/proxy \"hello-app\" in namespace team-a",
        "create services/proxy \"http:hello-app:8080\" in namespace team-a",
    ]);

    [Test]
    public void A_rule_without_names_answers_for_any_name() =>
        (Proxy with { Rule = new RbacRule(["apps"], ["deployments"], [], ["list"]) }).Questions().Single()
            .ShouldBe(new AccessQuestion("team-a", "apps", "deployments", "", "list"));

    private static string Yaml(object made) => KubernetesYaml.Serialize(made).ReplaceLineEndings("\n").Trim();
}
