using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Harness.Api;
using Harness.Asking;
using Harness.Clusters.ControlPlane;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Questions;
using Harness.Tests.Rbac.Admission;
using Harness.Tests.Rbac.Policies;
using k8s;
using k8s.Models;

namespace Harness.Tests.Asking;

/// <summary>
/// Path rules as policies on a real API server, of a version that has such policies: it decides about every call as our evaluator does, and
/// gives the policies back so that they are read as the same rules.
/// </summary>
internal sealed class PathAdmissionOnServerTests
{
    private const string Namespace = "guarded";
    private const string NoSuchPolicies = "has no ValidatingAdmissionPolicies, as 1.30 and later do: name one with KUBEBUILDER_ASSETS";
    private const int Rules = 24;
    private const int Calls = 6_000;
    private const int AtOnce = 8;

    [Test]
    public async Task It_decides_as_the_evaluator_does()
    {
        var plane = await PlaneAsync();
        var random = new RandomCalls(seed: 20261130);
        var admission = new PathAdmission([.. Enumerable.Range(0, Rules).Select(i => random.Rule($"rule-{i}", Namespace))]);
        var calls = Enumerable.Range(0, Calls).Select(_ => new Call(
            random.One(RandomCalls.Callers), random.One(RandomCalls.Callers),
            random.One(["services", "services", "services", "pods"]), random.One(RandomCalls.Names), random.Path())).ToList();
        try
        {
            await ApplyAsync(plane, admission);
            var answers = new bool?[calls.Count];
            await Parallel.ForAsync(0, calls.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
                answers[i] = await IsLetThroughAsync(plane.Admin, calls[i]));

            var decided = calls.Zip(answers).Where(pair => pair.Second is not null).ToList();
            decided.Count.ShouldBeGreaterThan(Calls * 9 / 10, "a server refuses some of what no URL may hold");
            decided.Where(pair => pair.Second != pair.First.IsAllowedBy(admission)).Select(pair => $"{pair.Second}: {pair.First}")
                .ShouldBeEmpty();
            ((double)decided.Count(pair => pair.Second == true) / decided.Count).ShouldBeInRange(0.1, 0.9);

            await ReadBackAsync(plane, admission);
        }
        finally
        {
            await RemoveAsync(plane, admission);
        }
    }

    private static async Task ReadBackAsync(LocalControlPlane plane, PathAdmission admission)
    {
        var known = await new LiveAdmission(plane.Admin).ReadAsync(CancellationToken.None);
        var read = ObservedAdmission.Of(new RbacSnapshot("x", [], []) { Admission = known });

        read.Rules.Select(one => PathPolicy.Of(one).ToJsonString()).ShouldBe(
            admission.Rules.Select(one => PathPolicy.Of(one).ToJsonString()), ignoreOrder: true);
        var made = admission.Policies().ToDictionary(Title);
        foreach (var stored in known.Objects.Where(one => made.ContainsKey($"{one.Kind} {one.Name}")))
        {
            JsonNode.DeepEquals(stored.Json["spec"], made[$"{stored.Kind} {stored.Name}"]["spec"])
                .ShouldBeTrue($"the server fills in something: {stored.Json["spec"]}");
        }
    }

    private static string Title(JsonObject made) => $"{made["kind"]} {made["metadata"]!["name"]}";

    /// <summary>Exact paths, so that the last of them is looked for among all: evaluation has a budget, too.</summary>
    [Test]
    public async Task The_longest_policy_that_may_be_written_is_taken_and_decides()
    {
        var plane = await PlaneAsync();
        var paths = Enumerable.Range(0, 6_800).Select(i => $"/{i:x5}").Append("/last/*").ToList();
        var text = PathText.With("paths: [/metrics, /static/*]", $"paths: [{string.Join(", ", paths)}]")
            .Replace("services: [web, api]", "services: [web]", StringComparison.Ordinal)
            .Replace("[shop, stock]", $"[{Namespace}]", StringComparison.Ordinal)
            .Replace("[shop]", $"[{Namespace}]", StringComparison.Ordinal);
        var admission = new PathAdmission([PathAdmission.Of(AccessPolicyReader.Parse("access.yaml", text)).Rules[0]]);
        PathExpression.Variables(admission.Rules[0]).First().Expression.Length.ShouldBeInRange(PathRoom.Most * 8 / 10, PathRoom.Most);
        try
        {
            await ApplyAsync(plane, admission);

            foreach (var (path, isLetThrough) in new[] { ("/00000", true), ("/01a8f", true), ("/last/a", true), ("/x", false) })
            {
                (await IsLetThroughAsync(plane.Admin, new Call(
                    admission.Rules[0].User!, SubjectIdentity.Authenticated, "services", "web:8080", path))).ShouldBe(isLetThrough, path);
            }
        }
        finally
        {
            await RemoveAsync(plane, admission);
        }
    }

    private static async Task<LocalControlPlane> PlaneAsync()
    {
        var plane = await ControlPlaneFixture.GetAsync();
        return KubernetesChange.VersionOf(plane.KubernetesVersion) >= AdmissionObject.PoliciesSince
            ? plane
            : throw new IgnoreException($"Kubernetes {plane.KubernetesVersion} {NoSuchPolicies}");
    }

    /// <summary>RBAC allows everybody everything here, so that admission alone decides.</summary>
    private static async Task ApplyAsync(LocalControlPlane plane, PathAdmission admission)
    {
        var preview = new PreviewCluster(plane.Admin);
        await preview.CreateNamespacesAsync([Namespace], CancellationToken.None);
        var rule = new V1PolicyRule { ApiGroups = [""], Resources = ["services/proxy", "pods/proxy"], Verbs = ["*"] };
        await plane.Admin.RbacAuthorizationV1.CreateNamespacedRoleAsync(
            new V1Role { Metadata = new V1ObjectMeta { Name = "all" }, Rules = [rule] }, Namespace);
        await plane.Admin.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(
            new V1RoleBinding
            {
                Metadata = new V1ObjectMeta { Name = "all" },
                RoleRef = new V1RoleRef { ApiGroup = RbacRole.ApiGroup, Kind = "Role", Name = "all" },
                Subjects = [new Rbacv1Subject { ApiGroup = RbacRole.ApiGroup, Kind = "Group", Name = SubjectIdentity.Authenticated }],
            },
            Namespace);
        foreach (var one in admission.Policies())
        {
            using var body = RawApi.Body(one);
            var (status, text) = await RawApi.CallAsync(plane.Admin, HttpMethod.Post, Collection(one["kind"]!.ToString()), body, default);
            status.ShouldBe(201, text);
        }

        await new AuthorizerMark(plane.Admin).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        await new AdmissionMark(plane.Admin).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private static async Task RemoveAsync(LocalControlPlane plane, PathAdmission admission)
    {
        foreach (var one in admission.Policies().Reverse())
        {
            await RawApi.CallAsync(
                plane.Admin, HttpMethod.Delete, $"{Collection(one["kind"]!.ToString())}/{one["metadata"]!["name"]}", null, default);
        }

        await plane.Admin.RbacAuthorizationV1.DeleteNamespacedRoleBindingAsync("all", Namespace);
        await plane.Admin.RbacAuthorizationV1.DeleteNamespacedRoleAsync("all", Namespace);
    }

    private static string Collection(string kind) => $"apis/{AdmissionObject.ApiGroup}/v1/{AdmissionObject.Kinds[kind]}";

    /// <summary>No such service is there: what is let through is not found. Null where the server does not take the URL at all.</summary>
    private static async Task<bool?> IsLetThroughAsync(Kubernetes admin, Call call)
    {
        var target = new Uri(
            admin.BaseUri.AbsoluteUri.TrimEnd('/') + call.Target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.TryAddWithoutValidation("Impersonate-User", call.User);
        request.Headers.TryAddWithoutValidation("Impersonate-Group", call.Group);
        using var answer = await admin.HttpClient.SendAsync(request);
        var status = ApiServerStatus.TryRead(await answer.Content.ReadAsStringAsync());
        return answer.StatusCode switch
        {
            HttpStatusCode.Forbidden when status?.Message.Contains("' denied request: ", StringComparison.Ordinal) == true => false,
            HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable when status is not null => true,
            HttpStatusCode.MovedPermanently => true,
            HttpStatusCode.BadRequest => null,
            var other => throw new InvalidOperationException(
                $"{call} was answered with {((int)other).ToString(CultureInfo.InvariantCulture)} {status?.Message}"),
        };
    }

    private sealed record Call(string User, string Group, string Kind, string Name, string Path)
    {
        public string Target => $"/api/v1/namespaces/{Namespace}/{Kind}/{Name}/proxy{Path}";

        public bool IsAllowedBy(PathAdmission admission) => admission.Allows(
            User, [Group, SubjectIdentity.Authenticated], Namespace, $"{Kind}/proxy", Name, ProxiedPath.Of(Target));
    }
}
