using System.Net;
using System.Text;
using Harness.Access;
using Harness.Api;
using Harness.Asking;
using Harness.Clusters.ControlPlane;
using Harness.Rbac.Admission;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Policies;
using Harness.Tests.Support;
using k8s;

namespace Harness.Tests.Asking;

/// <summary>Manifests on a real API server without controllers.</summary>
internal sealed class PreviewClusterTests
{
    [Test]
    public async Task What_the_manifests_grant_the_authorizer_knows_when_they_are_applied()
    {
        var plane = await ControlPlaneFixture.GetAsync();
        await ApplyAsync(plane, """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: rbac.authorization.k8s.io/v1
              kind: Role
              metadata: {name: hello, namespace: applied, resourceVersion: "7", uid: "1"}
              rules: [{apiGroups: [""], resources: [services/proxy], resourceNames: [hello-app], verbs: [get]}]
            - apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: hello, namespace: applied, resourceVersion: "7", uid: "1"}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: hello}
              subjects: [{kind: ServiceAccount, name: consumer, namespace: applied}]
            """);

        (await AskAsync(plane, "applied", "hello-app", "consumer")).ShouldBeTrue();
        (await AskAsync(plane, "applied", "other", "consumer")).ShouldBeFalse();
    }

    [Test]
    public async Task A_role_that_aggregates_gets_its_rules_though_no_controller_runs()
    {
        var plane = await ControlPlaneFixture.GetAsync();
        await ApplyAsync(plane, """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: preview-part, labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}}
            rules: [{apiGroups: [""], resources: [services/proxy], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: viewers, namespace: aggregated}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
            subjects: [{kind: ServiceAccount, name: viewer, namespace: aggregated}]
            """);

        // view takes it over, edit takes view over, and admin edit.
        (await AskAsync(plane, "aggregated", "any", "viewer")).ShouldBeTrue();
        (await plane.Admin.RbacAuthorizationV1.ReadClusterRoleAsync("view")).Rules.ShouldContain(
            rule => rule.Resources.Contains("services/proxy"));
        await plane.Admin.RbacAuthorizationV1.DeleteClusterRoleAsync("preview-part");
    }

    [Test]
    public async Task What_the_API_server_refuses_is_named_with_its_place()
    {
        var plane = await ControlPlaneFixture.GetAsync();

        var refused = await Should.ThrowAsync<HarnessException>(() => ApplyAsync(plane, """
            apiVersion: v1
            kind: Service
            metadata: {name: no-ports, namespace: refused}
            spec: {ports: [{port: 80}, {port: 81}]}
            """));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldStartWith("-:1: the API server refused Service refused/no-ports: 422 Service \"no-ports\" is invalid");
    }

    [TestCase(HttpStatusCode.UnprocessableEntity, FailureKind.BadInput)]
    [TestCase(HttpStatusCode.TooManyRequests, FailureKind.Undecided)]
    [TestCase(HttpStatusCode.ServiceUnavailable, FailureKind.Undecided)]
    public async Task A_server_that_fails_says_nothing_of_the_manifests(HttpStatusCode code, FailureKind expected)
    {
        using var admin = new FakeApiServer(request =>
            request.Path.EndsWith("/roles", StringComparison.Ordinal) ? ApiAnswer.Failure(code, "x") : ApiAnswer.Text("{}")).Client();

        var failure = await Should.ThrowAsync<HarnessException>(() => ApplyAsync(admin, """
            {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: a}}
            """));

        failure.Kind.ShouldBe(expected);
        failure.Message.ShouldBe($"-:1: the API server refused Role default/a: {(int)code} no");
    }

    [Test]
    public async Task A_path_rule_that_files_have_twice_is_made_once()
    {
        var made = new HashSet<string>();
        var server = new FakeApiServer(request =>
            !request.Path.Contains("/validatingadmissionpolic", StringComparison.Ordinal)
                ? ApiAnswer.Failure(HttpStatusCode.InternalServerError, "x")
                : request.Method == "POST" && made.Add(request.Path) ? ApiAnswer.Text("{}")
                : request.Method == "POST" ? ApiAnswer.Failure(HttpStatusCode.Conflict, "AlreadyExists")
                : ApiAnswer.Failure(HttpStatusCode.UnprocessableEntity, "Invalid"));
        var rule = PathAdmission.Of(AccessPolicyReader.Parse("access.yaml", PathText.Good)).Rules[0];
        var twice = string.Join("\n---\n", PathPolicy.Both(rule).Concat(PathPolicy.Both(rule)).Select(one => one.ToJsonString()));
        using (var admin = server.Client())
            await Should.ThrowAsync<Exception>(() => ApplyAsync(admin, twice), "nothing else is there");

        server.Calls.Where(call => call.Contains("/validatingadmissionpolic", StringComparison.Ordinal)).ShouldBe(
        [
            "POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
            "POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
            "POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings",
            "POST /apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings",
        ]);
    }

    [Test]
    public async Task What_waited_for_the_authorizer_leaves_nothing_behind()
    {
        var plane = await ControlPlaneFixture.GetAsync();
        await ApplyAsync(plane, "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a, namespace: default}}");

        var roles = await plane.Admin.RbacAuthorizationV1.ListClusterRoleAsync();
        roles.Items.Select(role => role.Metadata.Name).ShouldNotContain(name => name.StartsWith("harness", StringComparison.Ordinal));
    }

    private static Task ApplyAsync(LocalControlPlane plane, string yaml) => ApplyAsync(plane.Admin, yaml);

    private static Task ApplyAsync(Kubernetes admin, string yaml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(yaml));
        return new PreviewCluster(admin)
            .ApplyAsync(
                ManifestSet.Read(["-"], new ManifestSnapshot { ReadsAdmission = true }, stream, CancellationToken.None),
                CancellationToken.None);
    }

    private static async Task<bool> AskAsync(LocalControlPlane plane, string ns, string service, string account)
    {
        var question = new AccessQuestion(ns, "", "services/proxy", service, "get");
        return (await question.AskAboutAsync(new Consumer(ns, account).Identity, plane.Admin, CancellationToken.None)).Allowed;
    }
}
