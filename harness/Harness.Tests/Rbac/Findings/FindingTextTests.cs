using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;
using Harness.Tests.Rbac.Loading;

namespace Harness.Tests.Rbac.Findings;

/// <summary>What findings say of rules as projects write them.</summary>
internal sealed class FindingTextTests
{
    private static readonly AccessPolicy Nobody = new("all", ["apps"], [], []) { Location = new SourceLocation("access.yaml", 1) };

    [Test]
    public void A_wildcard_is_told_with_its_group() =>
        Only("HR104", """apiGroups: ["external.metrics.k8s.io"], resources: ["*"], verbs: ["*"]""").Message.ShouldBe(
            "ClusterRole operator allows every verb on every resource of external.metrics.k8s.io, including unusual verbs and those of "
            + "later versions");

    [Test]
    public void Every_resource_of_every_group_is_told_in_words() =>
        Only("HR105", """apiGroups: ["*"], resources: ["*"], verbs: [get, list]""").Message.ShouldBe(
            "ClusterRole operator names every resource in every API group, including groups installed later");

    [TestCase("mutatingwebhookconfigurations, validatingwebhookconfigurations", "", "mutatingwebhookconfigurations and "
        + "validatingwebhookconfigurations, and so can read and change what others write")]
    [TestCase("validatingwebhookconfigurations", ", resourceNames: [ingress-nginx-admission]", "validatingwebhookconfigurations "
        + "\"ingress-nginx-admission\", and so can read and refuse what others write")]
    [TestCase("mutatingadmissionpolicies", "", "mutatingadmissionpolicies, and so can change what others write")]
    public void Who_can_change_admission_is_told_what_that_gives(string resources, string names, string may) =>
        Only("HR512", $"apiGroups: [admissionregistration.k8s.io], resources: [{resources}]{names}, verbs: [get, update, patch]")
            .Message.ShouldBe($"serviceaccount:apps/operator may update/patch {may}");

    [Test]
    public void Of_several_holders_all_are_to_be_ignored() => Only(
            "HR517", "apiGroups: [\"\"], resources: [namespaces], verbs: [patch]", ", {kind: User, name: jane}")
        .Fix.ShouldBe("remove patch on namespaces from ClusterRole operator, or add to the policy's ignore: - {serviceAccount: "
            + "apps/operator, reason: \"…\"}, - {user: \"jane\", reason: \"…\"}");

    [Test]
    public void An_account_of_another_namespace_than_the_manifests_may_be_missing_for_want_of_the_namespace()
    {
        var finding = Only("HR612", "apiGroups: [\"\"], resources: [pods], verbs: [get]",
            extra: "\n---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: operator}}");

        finding.Missing.ShouldBe("service accounts of namespace apps");
        finding.Fix.ShouldBe("create ServiceAccount apps/operator, or write the intended one (default/operator is there; if its manifest "
            + "names no namespace, give --namespace apps)");
    }

    [Test]
    public void Pods_with_a_wildcard_for_sub_resources_are_not_sent_to_their_proxy() =>
        Only("HR201", "apiGroups: [\"\"], resources: [\"pods/*\"], verbs: [get]").Fix.ShouldBe("name the sub-resources, e.g. pods/log");

    [TestCase("pod/log", "write resources: [\"pods/log\"]")]
    [TestCase("secret", "write resources: [\"secrets\"]")]
    public void A_resource_that_the_core_group_lacks_is_misspelt(string resource, string fix) =>
        Only("HR203", $"apiGroups: [\"\"], resources: [{resource}], verbs: [get]").Fix.ShouldBe(fix);

    [Test]
    public void A_group_that_takes_in_who_has_services_by_name_is_not_said_to_have_them() => Only(
            "HR601", "apiGroups: [\"\"], resources: [services/proxy], resourceNames: [web], verbs: [get]",
            extra: """

                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: everybody}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}]
                """)
        .Message.ShouldStartWith(
            "group:system:authenticated takes in serviceaccount:apps/operator, which has services/proxy of \"web\", but");

    [TestCase("services", "mine", "write apiGroups: [\"\"], resources: [\"services/proxy\"], resourceNames: [\"mine\"], verbs: [\"get\"]")]
    [TestCase("services", "others", "remove the rule: without the verb proxy it has none")]
    [TestCase("services", "", "write apiGroups: [\"\"], resources: [\"services/proxy\"], resourceNames: [\"mine\"], verbs: [\"get\"]")]
    [TestCase("pods", "", "remove the rule: without the verb proxy it has none")]
    public void The_verb_proxy_is_never_replaced_by_a_way_to_somebody_elses_service(string resource, string name, string fix)
    {
        PolicyConsumer Of(string who, string service) => new(who, RbacSubject.ServiceAccount("apps", who),
            [new("", "services/proxy", [service], ["get"], Nobody.Location) { Namespaces = ["apps"] }], Nobody.Location);

        Only("HR211", $"apiGroups: [\"\"], resources: [{resource}], resourceNames: [{name}], verbs: [proxy]", policy: Nobody with
        {
            Consumers = [Of("other", "others"), Of("operator", "mine")],
        }).Fix.ShouldBe(fix);
    }

    [TestCase("nodes/proxy", "get nodes/proxy of every node")]
    [TestCase("nodes/proxy, services/proxy", "get services/proxy of every service in every namespace and get nodes/proxy of every node")]
    public void Nodes_are_not_said_to_be_in_namespaces(string resources, string may) =>
        Only("HR701", $"apiGroups: [\"\"], resources: [{resources}], verbs: [get]").Message.ShouldBe(
            $"serviceaccount:apps/operator may {may}, which the policy does not allow");

    [TestCase("patch", "read the tokens among them: the answer to patch holds the whole Secret, even with dryRun=All")]
    [TestCase("delete, deletecollection", "read the tokens among them: the answer to delete and deletecollection holds the whole Secret, "
        + "even with dryRun=All")]
    [TestCase("get, patch", "read the tokens among them")]
    public void Who_reads_secrets_by_writing_is_told_how(string verbs, string may) =>
        Only("HR505", $"apiGroups: [\"\"], resources: [secrets], verbs: [{verbs}]").Message.ShouldEndWith($"and so can {may}");

    private static Finding Only(string kind, string rule, string subjects = "", string extra = "", AccessPolicy? policy = null)
    {
        var snapshot = ManifestText.Read($$"""
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: operator}, rules: [{ {{rule}} }]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: operator}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
            subjects: [{kind: ServiceAccount, name: operator, namespace: apps}{{subjects}}]{{extra}}
            """);
        return RbacAnalysis.Analyse(new IndexedRbac(snapshot), policy ?? Nobody, new DateOnly(2026, 11, 30))
            .Where(finding => finding.Rule.Id == kind).ShouldHaveSingleItem();
    }
}
