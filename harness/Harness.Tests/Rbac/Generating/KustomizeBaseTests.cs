using Harness.Rbac.Generating;

namespace Harness.Tests.Rbac.Generating;

internal sealed class KustomizeBaseTests
{
    [Test]
    public void A_consumer_is_one_file_with_its_service_account_role_and_binding() =>
        KustomizeBase.Of(SampleAccess.Small()).Files["consumers/consumer.yaml"].ShouldBe("""
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: consumer
              namespace: shop
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: consumer-proxy
              namespace: shop
            rules:
            - apiGroups:
              - ""
              resourceNames:
              - hello-app
              - "https:hello-app:8443"
              resources:
              - services/proxy
              verbs:
              - get
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: consumer-proxy
              namespace: shop
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: consumer-proxy
            subjects:
            - kind: ServiceAccount
              name: consumer
              namespace: shop

            """);

    [Test]
    public void The_kustomization_lists_every_other_file() =>
        KustomizeBase.Of(SampleAccess.Rich()).Files["kustomization.yaml"].ShouldBe("""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
            - consumers/auditors.yaml
            - consumers/consumer.yaml
            - consumers/jane.yaml
            - workloads/hello-app.yaml
            - workloads/look-alikes.yaml

            """);

    [Test]
    public void Users_and_groups_are_bound_and_no_service_account_is_made_for_them()
    {
        var auditors = KustomizeBase.Of(SampleAccess.Rich()).Files["consumers/auditors.yaml"];

        auditors.ShouldNotContain("ServiceAccount");
        auditors.ShouldContain("""
            subjects:
            - apiGroup: rbac.authorization.k8s.io
              kind: Group
              name: "audit:all"
            """);
        auditors.ShouldContain("namespace: billing");
    }

    [Test]
    public void A_workload_without_a_namespace_goes_into_the_manifests_own() =>
        KustomizeBase.Of(SampleAccess.Rich()).Files["workloads/hello-app.yaml"].Split("---\n")
            .ShouldAllBe(document => document.Contains("\n  namespace: shop\n", StringComparison.Ordinal));

    [Test]
    public void The_same_access_gives_the_same_bytes() =>
        KustomizeBase.Of(SampleAccess.Rich()).Files.ShouldBe(KustomizeBase.Of(SampleAccess.Rich()).Files);

    [Test]
    public void An_overlay_names_the_base_and_a_namespace() =>
        KustomizeBase.Overlay("../base", "fresh").Files["kustomization.yaml"].ShouldBe("""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
            - "../base"
            namespace: fresh

            """);
}
