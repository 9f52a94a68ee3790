using Harness.Rbac.Analysis;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Findings;

/// <summary>
/// Names of the policy that are no Service's, where another has nearly the same: then the policy is to be changed, and no role that is
/// right.
/// </summary>
internal static class MeantServices
{
    /// <summary>The first that a consumer's allowances in a namespace misspell, as advice; null where none is.</summary>
    /// <param name="rbac">With the Services.</param>
    /// <param name="allowances">What the policy allows.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="open">Services one of which it has to be; null for any.</param>
    public static string? Advice(
        AnalysedRbac rbac, IEnumerable<PolicyAllowance> allowances, string ns, IReadOnlySet<string>? open = null) =>
        (from allowance in allowances
         where allowance.Resource == ProxyAccess.Services && allowance.Namespaces.Contains(ns)
         from service in allowance.Services
         let near = Of(rbac, ns, service)
         where near is not null && open?.Contains(near) != false
         select $"did you mean \"{near}\" in the policy ({allowance.Location})? No Service in namespace {ns} is called \"{service}\"")
        .FirstOrDefault();

    /// <summary>The Service that was most likely meant; null where the name is a Service's, or is like none.</summary>
    public static string? Of(AnalysedRbac rbac, string ns, string name)
    {
        var there = (rbac.Snapshot.Services ?? []).Where(service => service.Namespace == ns).Select(service => service.Name).ToList();
        return there.Contains(name) ? null : Nearest.Misspelt(name, there);
    }
}
