using Harness.Rbac.Admission;
using Harness.Rbac.Objects;

namespace Harness.Cli.Texts;

/// <summary>What admission makes of calls through the proxy that RBAC allows.</summary>
internal static class AdmissionLines
{
    /// <summary>Whether admission is asked about paths of such a request.</summary>
    public static bool IsAskedAbout(AccessQuestion question) => question is { ApiGroup: "", Resource: PathRule.Services or PathRule.Pods };

    /// <summary>The rules that are about calls of a question, whoever they are about.</summary>
    public static IReadOnlyList<PathRule> Rules(RbacSnapshot snapshot, AccessQuestion question)
    {
        if (!IsAskedAbout(question))
            return [];
        var service = ProxyName.Parse(question.Name)?.Service;
        return
        [
            .. ObservedAdmission.Of(snapshot).Rules.Where(rule => rule.Namespace == question.Namespace && (
                question.Resource == PathRule.Pods ? !rule.AllowsPods : service is null || rule.GuardedServices.Contains(service)))
                .OrderBy(rule => rule.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>What a rule leaves of what RBAC allows.</summary>
    public static string Of(PathRule rule)
    {
        var caller = new AccessSubject(rule.User ?? "", rule.Group is { } group ? [group] : []);
        var paths = rule.Paths.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Key} at {string.Join(", ", one.Value)}");
        return $"by ValidatingAdmissionPolicy {rule.Name}, {caller} may call {string.Join("; ", paths)}, and nothing else of "
            + $"{string.Join(", ", rule.GuardedServices)}{(rule.AllowsPods ? "" : ", nor pods")}, in namespace {rule.Namespace}";
    }
}
