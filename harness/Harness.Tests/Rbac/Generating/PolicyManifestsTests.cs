using Harness.Rbac.Generating;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Tests.Images;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Generating;

internal sealed class PolicyManifestsTests
{
    private static readonly AccessPolicy Policy = AccessPolicyReader.Parse("access.yaml", PolicyText.Good);

    [Test]
    public void Each_consumer_gets_a_role_and_its_binding_in_each_namespace_that_it_is_allowed_something_in()
    {
        var snapshot = Written(Policy);

        snapshot.Roles.Select(role => role.ToString())
            .ShouldBe(["Role default/consumer", "Role shop/consumer", "Role default/jane", "Role shop/jane"]);
        snapshot.Bindings.Select(binding => $"{binding}: {binding.RoleKind} {binding.RoleName} to {string.Join(", ", binding.Subjects)}")
            .ShouldBe(
        [
            "RoleBinding default/consumer: Role consumer to serviceaccount:default/consumer",
            "RoleBinding shop/consumer: Role consumer to serviceaccount:default/consumer",
            "RoleBinding default/jane: Role jane to user:jane@example.com",
            "RoleBinding shop/jane: Role jane to user:jane@example.com",
        ]);
        snapshot.ServiceAccounts.ShouldBe([RbacSubject.ServiceAccount("default", "consumer")], "users are not made");
        snapshot.PassedOver.ShouldBe(new Dictionary<string, int> { ["Kustomization"] = 1 });
    }

    [Test]
    public void The_rules_say_what_the_policy_says_and_no_more() =>
        Written(Policy).Roles.Take(2).Select(role => role.Rules.Select(Show)).ShouldBe(
    [
        [" services/proxy [hello-app] get,create", " pods/log [hello-app-0] get"],
        [
            " services/proxy [hello-app] get,create",
            " services/proxy [https:hello-app:8080,https:hello-app:web,https:other:8080,https:other:web] *",
            " pods/log [hello-app-0] get",
        ],
    ]);

    [Test]
    public void Names_that_go_with_the_same_verbs_share_a_rule_but_never_one_for_every_name()
    {
        var policy = PolicyText.With("methods: [\"*\"]", "methods: [GET, HEAD, POST]")
            .Replace("names: [hello-app-0]", "names: [a]", StringComparison.Ordinal)
            .Replace(
                "    - {resource: deployments",
                "    - {resource: pods/log, verbs: [get]}\n    - {resource: pods/log, names: [b], verbs: [get]}\n    "
                + "- {resource: deployments", StringComparison.Ordinal);
        var roles = Written(AccessPolicyReader.Parse("access.yaml", policy)).Roles;

        roles[1].Rules.Select(Show).ShouldBe(
            [" services/proxy [hello-app,https:hello-app:8080,https:hello-app:web,https:other:8080,https:other:web] get,create",
                " pods/log [a] get"]);
        roles[2].Rules.Select(Show).ShouldBe([" pods/log [] get", " pods/log [b] get", "apps deployments/scale [] get,update"]);
    }

    [Test]
    public void The_same_policy_gives_the_same_bytes() =>
        KustomizeBase.Of(PolicyManifests.Of(Policy)).Files.ShouldBe(
            KustomizeBase.Of(PolicyManifests.Of(AccessPolicyReader.Parse("other.yaml", PolicyText.Good))).Files);

    [Test]
    public void A_chart_is_to_be_rendered_before_it_is_read()
    {
        using var scratch = new Scratch();
        HelmChart.Of(PolicyManifests.Of(Policy), Policy.Name).WriteTo(scratch["chart"]);

        Refusal.Of(() => new ManifestSnapshot().Read(scratch["chart"], CancellationToken.None)).ShouldHaveSingleItem()
            .ShouldBe(
                $"{scratch["chart"]}:1:1: is a Helm chart; render it first: helm template NAME {scratch["chart"]} -n NS | "
                + "./run.sh validate --policy FILE --namespace NS --manifests -");
    }

    [Test]
    public void What_no_role_in_a_namespace_can_allow_is_refused()
    {
        var policy = AccessPolicyReader.Parse("access.yaml", PolicyText.With("resource: pods/log", "resource: nodes/proxy"));

        Refusal.Of(() => PolicyManifests.Of(policy)).ShouldHaveSingleItem()
            .ShouldBe(
                "access.yaml:18: nodes/proxy is in no namespace, so no Role can allow it to consumer; bind a ClusterRole by hand, and "
                + "take it out of the policy that manifests are made of");
    }

    [Test]
    public void What_is_denied_calls_for_no_role()
    {
        var policy = AccessPolicyReader.Parse("access.yaml", PolicyText.Sentences);

        Written(policy).Roles.Select(role => $"{role}: {string.Join("; ", role.Rules.Select(Show))}")
            .ShouldBe(["Role team/developers: apps deployments [] create"]);
    }

    [Test]
    public void A_policy_that_only_denies_generates_nothing()
    {
        var policy = AccessPolicyReader.Parse("access.yaml", PolicyText.SentencesWith(
            "    allow:\n    - {resource: deployments, apiGroup: apps, verbs: [create]}\n", ""));

        Refusal.Of(() => PolicyManifests.Of(policy)).ShouldHaveSingleItem()
            .ShouldBe("access.yaml only denies, and whatever no rule allows is denied: there is nothing to generate");
    }

    private static RbacSnapshot Written(AccessPolicy policy)
    {
        using var scratch = new Scratch();
        KustomizeBase.Of(PolicyManifests.Of(policy)).WriteTo(scratch["base"]);
        return new ManifestSnapshot().Read(scratch["base"], CancellationToken.None);
    }

    private static string Show(RbacRule rule) =>
        $"{string.Join(',', rule.ApiGroups)} {string.Join(',', rule.Resources)} [{string.Join(',', rule.ResourceNames)}] "
        + $"{string.Join(',', rule.Verbs)}";
}
