using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Findings;

/// <summary>Which rules on cluster-wide objects are a door, and which are none by themselves or where they are bound.</summary>
internal sealed class ClusterDoorsTests
{
    private const string Certificates = "certificates.k8s.io";

    [TestCase(Certificates, "signers", "approve", null, "HR511")]
    [TestCase(Certificates, "*", "sign", null, "HR511")]
    [TestCase(Certificates, "certificatesigningrequests/approval", "update", null, null, Description = "needs approve on the signer, too")]
    [TestCase(Certificates, "certificatesigningrequests/status", "update", null, null, Description = "needs sign on the signer, too")]
    [TestCase("", "nodes/status", "patch", null, "HR515")]
    [TestCase("", "*/status", "patch", null, "HR515")]
    [TestCase("", "nodes/status", "patch", "shop", null)]
    [TestCase("", "persistentvolumes", "create", null, "HR516")]
    [TestCase("", "persistentvolumes", "create", "shop", null, Description = "they are in no namespace")]
    public void It_takes_the_verb_that_counts_for_the_whole_cluster(string group, string resource, string verb, string? ns, string? kind)
    {
        var snapshot = new RbacSnapshot(
            "test",
            [new(null, "r", [new([group], [resource], [], [verb])])],
            [new(ns, "b", "ClusterRole", "r", [new RbacSubject(RbacSubjectKind.User, "mallory")])])
        {
            KubernetesVersion = new Version(1, 36),
        };
        var policy = new AccessPolicy("shop", ["shop"], [], []) { Location = new SourceLocation("access.yaml", 1) };

        RbacAnalysis.Analyse(new IndexedRbac(snapshot), policy, default).Select(one => one.Rule.Id)
            .SingleOrDefault(id => id.StartsWith("HR51", StringComparison.Ordinal)).ShouldBe(kind);
    }
}
