using System.Net;
using System.Text.Json.Nodes;
using Harness.Asking;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Policies;
using Harness.Tests.Support;

namespace Harness.Tests.Asking;

internal sealed class LiveAdmissionTests
{
    private const string Root = "/apis/admissionregistration.k8s.io/v1/";
    private static readonly PathRule Rule = PathAdmission.Of(AccessPolicyReader.Parse("access.yaml", PathText.Good)).Rules[0];

    [Test]
    public async Task What_a_cluster_has_is_read_though_it_has_no_policies_that_change_requests()
    {
        var known = await ReadAsync(request => request.Path switch
        {
            Root + "validatingadmissionpolicies" => Items(PathPolicy.Of(Rule)),
            Root + "validatingadmissionpolicybindings" => Items(PathPolicy.BindingOf(Rule)),
            Root + "validatingwebhookconfigurations" or Root + "mutatingwebhookconfigurations" => Items(),
            _ => null,
        });

        known.NotKnown.ShouldBeNull();
        ObservedAdmission.Of(new RbacSnapshot("x", [], []) { Admission = known }).Rules.ShouldHaveSingleItem().Name.ShouldBe(Rule.Name);
    }

    [Test]
    public async Task A_younger_kind_is_read_in_the_version_that_is_served() => (await ReadAsync(request => request.Path switch
    {
        "/apis/admissionregistration.k8s.io/v1beta1/mutatingadmissionpolicies" => Items(Named("m")),
        _ when request.Path.StartsWith(Root + "mutatingadmission", StringComparison.Ordinal) => null,
        _ => Items(),
    })).Objects.ShouldHaveSingleItem().ToString().ShouldBe("MutatingAdmissionPolicy m");

    [Test]
    public async Task A_cluster_without_such_policies_is_named_with_its_version_and_its_webhooks_are_known()
    {
        var known = await ReadAsync(request => request.Path switch
        {
            Root + "validatingwebhookconfigurations" => Items(Named("gate")),
            "/version/" => ApiAnswer.Text("""{"major": "1", "minor": "20", "gitVersion": "v1.20.2"}"""),
            _ => null,
        });

        known.LacksPolicies.ShouldBeTrue();
        known.NotKnown.ShouldStartWith("Kubernetes v1.20.2 has no ValidatingAdmissionPolicy, which came with 1.30");
        known.Objects.ShouldHaveSingleItem().Name.ShouldBe("gate");
    }

    [Test]
    public async Task A_list_that_is_forbidden_is_named()
    {
        var known = await ReadAsync(request => request.Path == Root + "validatingadmissionpolicies"
            ? ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden")
            : Items());

        known.NotKnown.ShouldBe("listing validatingadmissionpolicies.admissionregistration.k8s.io is forbidden, so what admission refuses "
            + "is not known: grant the verb list on it with a ClusterRole and a ClusterRoleBinding");
    }

    [Test]
    public async Task A_list_that_does_not_come_is_named() => (await ReadAsync(request =>
        request.Path == Root + "mutatingwebhookconfigurations" ? throw new HttpRequestException("gone") : Items())).NotKnown
        .ShouldBe("mutatingwebhookconfigurations.admissionregistration.k8s.io could not be read, so what admission refuses is not known");

    private static async Task<KnownAdmission> ReadAsync(Func<ApiRequest, ApiAnswer?> answer)
    {
        using var client = new FakeApiServer(answer).Client();
        return await new LiveAdmission(client).ReadAsync(CancellationToken.None);
    }

    private static JsonObject Named(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };

    private static ApiAnswer Items(params JsonNode[] items) =>
        ApiAnswer.Text(new JsonObject { ["kind"] = "List", ["items"] = new JsonArray(items) }.ToJsonString());
}
