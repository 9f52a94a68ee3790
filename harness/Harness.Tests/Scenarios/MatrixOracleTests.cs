using Harness.Rbac.Objects;
using Harness.Scenarios.Matrix;

namespace Harness.Tests.Scenarios;

/// <summary>Rows written by hand from the documentation; none of them is generated.</summary>
internal sealed class MatrixOracleTests
{
    private const string Granted = "granted service";
    private const string Elsewhere = "same name in another namespace";
    private const string Missing = "missing service";
    private const string Empty = "service without endpoints";
    private const string External = "ExternalName service";
    private const string Admin = "cluster-admin by a RoleBinding";
    private static readonly Version Old = new(1, 20);
    private const string Other = "bound in another namespace";

    [TestCase("garbled token", "GET", Granted, "name", Decision.Unauthenticated, 401)]
    [TestCase("garbled token", "OPTIONS", Missing, "name", Decision.Unauthenticated, 401)]
    [TestCase("expired token", "GET", Granted, "name", Decision.Unauthenticated, 401)]
    [TestCase("expired token", "DELETE", "pods/proxy", null, Decision.Unauthenticated, 401)]
    [TestCase("without a grant", "GET", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("without a grant", "WebSocket", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("without a grant", "GET", Missing, "name", Decision.Forbidden, 403)]
    [TestCase("only get", "GET", Granted, "name", Decision.Allowed, 200)]
    [TestCase("only get", "HEAD", Granted, "name", Decision.Allowed, 200)]
    [TestCase("only get", "WebSocket", Granted, "name", Decision.Allowed, 101)]
    [TestCase("only get", "POST", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("only get", "OPTIONS", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("only get", "GET", Granted, "name:", Decision.Forbidden, 403)]
    [TestCase("only get", "GET", Granted, "name:port", Decision.Forbidden, 403)]
    [TestCase("only get", "GET", Granted, "name:portname", Decision.Forbidden, 403)]
    [TestCase("only get", "GET", Granted, "http:name:port", Decision.Forbidden, 403)]
    [TestCase("only get", "GET", "neighbour", "name", Decision.Forbidden, 403)]
    [TestCase("only get", "GET", Elsewhere, "name", Decision.Forbidden, 403)]
    [TestCase("only get", "GET", "pods/proxy", null, Decision.Forbidden, 403)]
    [TestCase("only get", "GET", Missing, "name", Decision.Forbidden, 403)]
    [TestCase("only create", "POST", Granted, "name", Decision.Allowed, 200)]
    [TestCase("only create", "WebSocket", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("only update", "PUT", Granted, "name", Decision.Allowed, 200)]
    [TestCase("only update", "PATCH", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("only patch", "PATCH", Granted, "name", Decision.Allowed, 200)]
    [TestCase("only delete", "DELETE", Granted, "name", Decision.Allowed, 200)]
    [TestCase("only delete", "GET", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("any verb", "OPTIONS", Granted, "name", Decision.Allowed, 200)]
    [TestCase("any verb", "DELETE", Granted, "name:port", Decision.Forbidden, 403)]
    [TestCase(Other, "GET", Granted, "name", Decision.Forbidden, 403)]
    [TestCase(Other, "GET", Elsewhere, "name", Decision.Allowed, 200)]
    [TestCase(Other, "POST", Elsewhere, "name", Decision.Forbidden, 403)]
    [TestCase("edit", "DELETE", "neighbour", "name:port", Decision.Allowed, 200)]
    [TestCase("edit", "GET", "neighbour", "name:portname", Decision.Allowed, 200)]
    [TestCase("edit", "GET", "neighbour", "name", Decision.Allowed, 503)]
    [TestCase("edit", "GET", Granted, "name:portname", Decision.Allowed, 503)]
    [TestCase("edit", "POST", "pods/proxy", null, Decision.Allowed, 200)]
    [TestCase("edit", "OPTIONS", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("edit", "GET", Elsewhere, "name", Decision.Forbidden, 403)]
    [TestCase("edit", "GET", Missing, "name", Decision.Allowed, 404)]
    [TestCase("edit", "GET", Empty, "name", Decision.Allowed, 503)]
    [TestCase("view", "GET", Granted, "name", Decision.Forbidden, 403)]
    [TestCase("view", "GET", "pods/proxy", null, Decision.Forbidden, 403)]
    [TestCase(Admin, "OPTIONS", "pods/proxy", null, Decision.Allowed, 200)]
    [TestCase(Admin, "GET", Elsewhere, "name", Decision.Forbidden, 403)]
    [TestCase(Admin, "GET", External, "name", Decision.Allowed, 404)]
    [TestCase(Admin, "GET", Granted, "https:name:port", Decision.Allowed, 500)]
    public void A_cell_is_predicted_as_documented(
        string identity, string method, string target, string? spelling, Decision decision, int status)
    {
        var expected = new Oracle(new ClusterTraits(AnonymousCallers: false, Old)).Predict(Find(identity, method, target, spelling));

        (expected.Decision, expected.Status).ShouldBe((decision, status));
    }

    [TestCase("GET", 503)]
    [TestCase(CallMethod.Upgrade, 500)]
    public void TLS_to_a_plain_port_depends_on_the_version_unless_it_is_an_upgrade(string method, int since)
    {
        var cell = Find(Admin, method, Granted, "https:name:port");
        var change = KubernetesChanges.UnreachableIsUnavailable;

        On(change.LastBefore).ShouldBe(500);
        On(change.Since).ShouldBe(since);

        int On(Version version) => new Oracle(new ClusterTraits(AnonymousCallers: false, version)).Predict(cell).Status;
    }

    [TestCase(false, Decision.Unauthenticated, 401)]
    [TestCase(true, Decision.Forbidden, 403)]
    public void Without_a_token_it_depends_on_the_cluster(bool anonymous, Decision decision, int status)
    {
        var expected = new Oracle(new ClusterTraits(anonymous, Old)).Predict(Find("no token", "GET", Granted, "name"));

        (expected.Decision, expected.Status).ShouldBe((decision, status));
    }

    private static Cell Find(string identity, string method, string target, string? spelling) => Cells.All.Single(cell =>
        cell.Identity.Name == identity && cell.Method.Name == method && cell.Target.Name == target && cell.Spelling?.Name == spelling);
}
