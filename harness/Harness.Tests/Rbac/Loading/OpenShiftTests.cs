using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Loading;

/// <summary>RBAC as OpenShift writes it: its own API group, and templates.</summary>
internal sealed class OpenShiftTests
{
    [TestCase("user.openshift.io/v1", "Group")]
    [TestCase("user.openshift.io/v1", "User")]
    [TestCase("user.openshift.io/v1", "UserIdentityMapping")]
    [TestCase("v1", "Group")]
    public void Who_is_in_a_group_is_not_said_to_be_nothing_about_access(string version, string kind)
    {
        var snapshot = ManifestText.Read($"{ManifestText.Role}\n---\napiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n");

        snapshot.PassedOver.ShouldBeEmpty();
        snapshot.Notes.ShouldHaveSingleItem().ShouldStartWith($"who is in a group is not read: 1: -:11 ({kind}); ");
    }

    private const string Head = "apiVersion: authorization.openshift.io/v1\nkind: RoleBinding\nmetadata: {name: web, namespace: shop}\n";

    [Test]
    public void A_role_of_its_group_is_RBACs_and_restrictions_that_are_null_are_none()
    {
        var text = ManifestText.Role.Replace("rbac.authorization.k8s.io", "authorization.openshift.io", StringComparison.Ordinal);
        var role = ManifestText.Read($"{text}\n  attributeRestrictions: null").Roles.ShouldHaveSingleItem();

        role.Rules[0].ResourceNames.ShouldBe(["hello-app"]);
    }

    [TestCase("{name: web, namespace: shop}", "Role web")]
    [TestCase("{name: web}", "ClusterRole web")]
    [TestCase("{name: web, kind: Role, apiGroup: rbac.authorization.k8s.io}", "ClusterRole web")]
    public void The_namespace_of_its_reference_tells_a_role_from_a_cluster_role(string reference, string bound)
    {
        const string subjects = "subjects: [{kind: SystemUser, name: a}, {kind: ServiceAccount, name: b}]";
        var snapshot = ManifestText.Read($"{Head}roleRef: {reference}\n{subjects}");

        var binding = snapshot.Bindings.ShouldHaveSingleItem();
        $"{binding.RoleKind} {binding.RoleName}".ShouldBe(bound);
        binding.Subjects.Select(subject => subject.ToString()).ShouldBe(["user:a", "serviceaccount:shop/b"]);
        snapshot.Notes.Any(note => note.Contains("OpenShift goes by the namespace")).ShouldBe(reference.Contains("kind"));
    }

    [Test]
    public void Its_older_names_of_users_and_groups_replace_the_subjects() =>
        ManifestText.Read($"{Head}roleRef: {{name: web}}\nsubjects: [{{kind: User, name: a}}]\n"
            + "userNames: [eve, \"system:serviceaccount:shop:b\"]\ngroupNames: [all]").Bindings[0].Subjects
            .Select(subject => subject.ToString()).ShouldBe(["user:eve", "serviceaccount:shop/b", "group:all"]);

    [TestCase("roleRef: {name: web, namespace: bank}", "roleRef.namespace is \"bank\"; write shop")]
    [TestCase("roleRef: {name: web}\nsubjects: [{kind: Robot, name: a}]", "subjects[0].kind is \"Robot\"")]
    [TestCase("roleRef: {name: web}\nuserName: [a]", "unknown field \"userName\"; did you mean userNames?")]
    public void What_its_server_refuses_is_refused(string text, string complaint) =>
        Refusal.Of(() => ManifestText.Read(Head + text)).ShouldHaveSingleItem().ShouldContain(complaint);

    [TestCase("template.openshift.io/v1")]
    [TestCase("v1")]
    public void The_objects_of_a_template_are_read_with_the_values_that_parameters_have_by_default(string version)
    {
        var snapshot = ManifestText.Read($$$"""
            apiVersion: {{{version}}}
            kind: Template
            metadata: {name: t}
            labels: {"to/view": "${FLAG}"}
            objects:
            - {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: "${NAME}-reader", labels: {own: x}}, rules: []}
            - {apiVersion: v1, kind: Service, metadata: {name: web, namespace: "${NS}"}, spec: {ports: [{port: "${{PORT}}"}]}}
            - {apiVersion: apps/v1, kind: Deployment, metadata: {name: "${SECRET}"}}
            parameters:
            - {name: NAME, value: shop}
            - {name: NS, value: bank}
            - {name: PORT, value: "8080"}
            - {name: FLAG, value: "yes"}
            - {name: SECRET, generate: expression}
            """);

        var role = snapshot.Roles.ShouldHaveSingleItem();
        role.Name.ShouldBe("shop-reader");
        role.Labels.ShouldBe(new Dictionary<string, string> { ["to/view"] = "yes", ["own"] = "x" }, ignoreOrder: true);
        snapshot.Services.ShouldNotBeNull().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            service => service.Namespace.ShouldBe("bank"), service => service.Ports[0].Number.ShouldBe(8080));
        snapshot.PassedOver.Keys.ShouldBe(["Deployment"]);
        snapshot.Notes.ShouldHaveSingleItem()
            .ShouldStartWith("-:1:1: the template is read with the values that its parameters have by default");
    }

    [Test]
    public void A_parameter_without_a_value_leaves_its_object_unread() => Refusal.Of(() => ManifestText.Read("""
        apiVersion: v1
        kind: Template
        objects:
        - {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: "${NAME}"}, rules: []}
        parameters: [{name: NAME, required: true}]
        """)).ShouldHaveSingleItem().ShouldContain("4:82: the template's parameter ${NAME} has no value here; render it: oc process");

    [Test]
    public void A_binding_in_a_template_counts_as_any() =>
        ManifestText.Read(
            $"apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n- {ManifestText.Binding.ReplaceLineEndings("\n  ")}")
            .Bindings.ShouldHaveSingleItem().Subjects.Select(subject => subject.Kind).ShouldContain(RbacSubjectKind.Group);
}
