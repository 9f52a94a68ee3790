using Harness.Rbac.Generating;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Generating;

/// <summary>Policies with paths as files.</summary>
internal sealed class PathManifestsTests
{
    private static readonly AccessManifests Manifests = PolicyManifests.Of(AccessPolicyReader.Parse("access.yaml", PathText.Good));

    [Test]
    public void They_stand_in_their_consumers_file_so_that_it_goes_as_a_whole()
    {
        var file = KustomizeBase.Of(Manifests).Files["consumers/scraper.yaml"];

        file.Split('\n').Where(line => line.StartsWith("kind: ", StringComparison.Ordinal)).ShouldBe(
        [
            "kind: ServiceAccount", "kind: ValidatingAdmissionPolicy", "kind: ValidatingAdmissionPolicyBinding",
            "kind: ValidatingAdmissionPolicy", "kind: ValidatingAdmissionPolicyBinding",
            "kind: Role", "kind: RoleBinding", "kind: Role", "kind: RoleBinding",
        ]);
        file.ShouldContain(
            "expression: \"{'api:8080': ['/metrics', '/static/*'], 'stats': ['/'], 'web:8080': ['/metrics', '/static/*']}\"");
    }

    [Test]
    public void A_chart_puts_the_releases_namespace_into_them()
    {
        var file = HelmChart.Of(Manifests, "metrics").Files["templates/consumers/scraper.yaml"];

        file.ShouldContain("name: 'harness-paths.{{ .Release.Namespace }}.scraper'");
        file.ShouldContain("policyName: 'harness-paths.{{ .Release.Namespace }}.scraper'");
        file.ShouldContain("kubernetes.io/metadata.name: '{{ .Release.Namespace }}'");
        file.ShouldContain(
            "expression: 'request.userInfo.username == ''system:serviceaccount:{{ .Release.Namespace }}:scraper'''");
        file.ShouldContain("name: 'harness-paths.{{ index .Values.namespaces \"stock\" }}.scraper'");
        HelmChart.Of(Manifests, "metrics").Files["values.yaml"].ShouldBe("namespaces:\n  stock: stock\n");
    }

    [Test]
    public void Without_paths_nothing_of_admission_is_written() => KustomizeBase
        .Of(PolicyManifests.Of(AccessPolicyReader.Parse("access.yaml", PolicyText.Good))).AsStream().ShouldNotContain("dmission");
}
