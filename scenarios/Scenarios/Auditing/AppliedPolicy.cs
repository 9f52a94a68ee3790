using Harness.Rbac.Admission;
using Harness.Rbac.Generating;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Scenarios.GitOps;
using Harness.Scenarios.Running;
using Harness.Workloads.Admission;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.Auditing;

/// <summary>What <c>generate</c> makes of a policy, on the cluster; what of it is in no namespace is removed with this object.</summary>
internal sealed class AppliedPolicy : IAsyncDisposable
{
    private readonly Scenario _s;
    private readonly PathGuard _ofCluster; // by whose names they are removed, however many of them were made

    private AppliedPolicy(Scenario s, AccessPolicy policy) =>
        (_s, _ofCluster) = (s, PathGuard.ByPolicy(s.Session.Cluster.Admin, PathAdmission.Of(policy).Policies()));

    /// <summary>Whether single paths can be allowed there: the cluster has admission policies, and they may be made.</summary>
    public static bool CanHavePaths(Scenario s) => s.Session.AllowsClusterScope
        && KubernetesChange.VersionOf(s.Session.Cluster.Facts.KubernetesVersion) >= AdmissionObject.PoliciesSince;

    /// <summary>Makes it, object by object.</summary>
    public static async Task<AppliedPolicy> ApplyAsync(Scenario s, AccessPolicy policy, bool withPaths)
    {
        var applied = new AppliedPolicy(s, policy);
        try
        {
            var stream = KustomizeBase.Of(PolicyManifests.Of(policy)).AsStream();
            var objects = KubernetesYaml.LoadAllFromString(stream).Cast<IKubernetesObject<V1ObjectMeta>>().ToList();
            s.Seen.ExpectEqual("admission policies among what was generated", withPaths, objects.Exists(IsOfCluster), stream);
            foreach (var made in objects)
                await applied.MakeAsync(made, policy.Namespaces[0]);
            return applied;
        }
        catch
        {
            await applied.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _ofCluster.DisposeAsync();

    private static bool IsOfCluster(object made) => made is V1ValidatingAdmissionPolicy or V1ValidatingAdmissionPolicyBinding;

    private async Task MakeAsync(IKubernetesObject<V1ObjectMeta> made, string ns)
    {
        var admin = _s.Session.Cluster.Admin;
        switch (made)
        {
            case V1ValidatingAdmissionPolicy policy:
                await admin.AdmissionregistrationV1.CreateValidatingAdmissionPolicyAsync(policy, cancellationToken: _s.Stop);
                break;
            case V1ValidatingAdmissionPolicyBinding binding:
                await admin.AdmissionregistrationV1.CreateValidatingAdmissionPolicyBindingAsync(binding, cancellationToken: _s.Stop);
                break;
            default:
                await RenderedObjects.CreateAsync(admin, made, ns, _s.Stop);
                break;
        }
    }
}
