using System.Text;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Loading;

internal sealed class ManifestSnapshotTests
{
    [TestCase("1.21", true)]
    [TestCase("1.22", false)]
    [TestCase(null, false)]
    public void An_apiVersion_that_the_wanted_Kubernetes_does_not_serve_is_never_a_pass(string? version, bool isServed)
    {
        foreach (var text in new[]
        {
            ManifestText.Role.Replace("/v1", "/v1beta1", StringComparison.Ordinal),
            "{apiVersion: rbac.authorization.k8s.io/v1beta1, kind: RoleList, items: [{metadata: {name: hello}, rules: []}]}",
        })
        {
            var reader = version is null ? new ManifestSnapshot() : new ManifestSnapshot { KubernetesVersion = Version.Parse(version) };
            var snapshot = reader.Read("-", new MemoryStream(Encoding.UTF8.GetBytes(text)));

            snapshot.Roles.ShouldHaveSingleItem("it may be there from before");
            snapshot.NotDecided.Count.ShouldBe(isServed ? 0 : 1);
            if (!isServed)
                snapshot.NotDecided[0].ShouldContain("and an apply of these objects fails: Role default/hello (-:1");
        }
    }

    [Test]
    public void A_role_is_read_with_the_place_of_each_rule()
    {
        var role = ManifestText.Read("# Source: chart/role.yaml\n" + ManifestText.Role).Roles.ShouldHaveSingleItem();

        role.ToString().ShouldBe("Role default/hello");
        role.Location.ShouldBe(new SourceLocation("-", 2));
        var rule = role.Rules.ShouldHaveSingleItem();
        rule.Location.ShouldBe(new SourceLocation("-", 7, 3));
        (rule.ApiGroups[0], rule.Resources[0], rule.ResourceNames[0], rule.Verbs[0]).ShouldBe(("", "services/proxy", "hello-app", "get"));
        rule.NonResourceUrls.ShouldBeEmpty();
    }

    [Test]
    public void A_binding_is_read_with_the_place_of_each_subject()
    {
        var binding = ManifestText.Read(ManifestText.Binding).Bindings.ShouldHaveSingleItem();

        binding.ToString().ShouldBe("RoleBinding shop/hello");
        (binding.RoleKind, binding.RoleName).ShouldBe(("Role", "hello"));
        binding.Subjects.Select(subject => $"{subject} {subject.Location}")
            .ShouldBe(["serviceaccount:default/consumer -:6", "user:jane -:7", "group:admins -:8"]);
    }

    [Test]
    public void A_service_account_without_namespace_is_one_of_its_role_bindings() =>
        ManifestText.Read(ManifestText.Binding.Replace("namespace: default, name: consumer", "name: consumer", StringComparison.Ordinal))
            .Bindings[0].Subjects[0].ToString().ShouldBe("serviceaccount:shop/consumer");

    [Test]
    public void Cluster_roles_aggregate_by_labels_and_name_paths()
    {
        var snapshot = ManifestText.Read("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: all, namespace: dropped, labels: {to: view, n: "1"}}
            aggregationRule:
              clusterRoleSelectors:
              - matchLabels: {to: view}
                matchExpressions: [{key: tier, operator: In, values: [a, b]}, {key: x, operator: Exists}]
            rules: null
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: paths}
            rules:
            - nonResourceURLs: [/metrics]
              verbs: [get]
            """);

        var all = snapshot.Roles[0];
        all.ToString().ShouldBe("ClusterRole all");
        all.Labels["to"].ShouldBe("view");
        var selector = all.Aggregates.ShouldNotBeNull().ShouldHaveSingleItem();
        selector.MatchLabels["to"].ShouldBe("view");
        selector.MatchExpressions.Select(one => $"{one.Key} {one.Operator} {string.Join(',', one.Values)}")
            .ShouldBe(["tier In a,b", "x Exists "]);
        snapshot.Roles[1].Aggregates.ShouldBeNull();
        snapshot.Roles[1].Rules[0].NonResourceUrls.ShouldBe(["/metrics"]);
    }

    [Test]
    public void Empty_lists_in_a_rule_are_none_as_to_the_API_server()
    {
        var role = ManifestText.Read(ManifestText.Role + "\n  nonResourceURLs: []").Roles.ShouldHaveSingleItem();
        var paths = ManifestText.Read("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: paths}
            rules: [{nonResourceURLs: [/metrics], verbs: [get], apiGroups: [], resources: [], resourceNames: []}]
            """).Roles.ShouldHaveSingleItem();

        role.Rules.ShouldHaveSingleItem().Resources.ShouldBe(["services/proxy"]);
        paths.Rules.ShouldHaveSingleItem().NonResourceUrls.ShouldBe(["/metrics"]);
    }

    [Test]
    public void Objects_that_are_not_RBACs_are_counted_and_services_and_service_accounts_taken_in()
    {
        var snapshot = ManifestText.Read($$$"""
            # what helm template prints
            {{{ManifestText.Role}}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: hello-app}, spec: {ports: [{port: 8080, name: web}, {port: 9090}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: elsewhere}, spec: {type: ExternalName, externalName: example.com}}
            ---
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: consumer, namespace: shop}}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: on, labels: {a: yes}}, spec: !odd {replicas: x}}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}}
            ---
            {apiVersion: iam.example.com/v1, kind: Role, metadata: {name: other}}
            ---
            replicaCount: 1
            """);

        snapshot.Roles.Count.ShouldBe(1);
        snapshot.Services.ShouldNotBeNull().Select(service => $"{service.Namespace}/{service.Name} {string.Join(' ', service.Ports)}")
            .ShouldBe(
            ["default/hello-app KnownPort { Number = 8080, Name = web } KnownPort { Number = 9090, Name =  }", "default/elsewhere "]);
        snapshot.ServiceAccounts.ShouldBe([RbacSubject.ServiceAccount("shop", "consumer")]);
        snapshot.PassedOver.ShouldBe(new Dictionary<string, int> { ["Deployment"] = 2, ["Role"] = 1 });
    }

    [Test]
    public void Without_services_nothing_is_said_about_them()
    {
        ManifestText.Read(ManifestText.Role).Services.ShouldBeNull();
        ManifestText.Read(ManifestText.Role).ServiceAccounts.ShouldBeNull();
    }

    [Test]
    public void The_default_namespace_is_for_objects_that_name_none() =>
        ManifestText.Read($"{ManifestText.Role}\n---\n{ManifestText.Binding}", "team").ShouldSatisfyAllConditions(
            snapshot => snapshot.Roles[0].Namespace.ShouldBe("team"),
            snapshot => snapshot.Bindings[0].Namespace.ShouldBe("shop"));

    [TestCase("apiVersion: v1\nkind: List\nitems:\n", Description = "as kubectl prints several objects")]
    [TestCase("apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleList\nitems:\n", Description = "as the API server answers")]
    public void Items_of_a_list_are_objects(string head)
    {
        var indented = "- " + ManifestText.Role.ReplaceLineEndings("\n  ");
        var bare = "- metadata: {name: bare, namespace: shop}\n  rules: []";

        ManifestText.Read(head + indented).Roles[0].Location.ShouldBe(new SourceLocation("-", 4, 3));
        if (head.Contains("RoleList", StringComparison.Ordinal))
            ManifestText.Read(head + bare).Roles[0].ToString().ShouldBe("Role shop/bare");
    }

    [Test]
    public void The_older_v1beta1_is_read_as_v1() =>
        ManifestText.Read(ManifestText.Role.Replace("/v1", "/v1beta1", StringComparison.Ordinal)).Roles.Count.ShouldBe(1);

    [Test]
    public void Values_repeated_by_anchors_are_read_in_each_place()
    {
        var snapshot = ManifestText.Read("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: hello}
            rules:
            - &read
              apiGroups: [""]
              resources: [services/proxy]
              resourceNames: [a]
              verbs: [get]
            - <<: *read
              resourceNames: [b]
            """);

        snapshot.Roles[0].Rules.Select(rule => $"{rule.ResourceNames[0]} {rule.Verbs[0]} {rule.Location}")
            .ShouldBe(["a get -:5", "b get -:10"]);
    }
}
