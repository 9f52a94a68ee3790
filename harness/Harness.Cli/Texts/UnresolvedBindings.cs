using Harness.Cli.Terminal;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Cli.Texts;

/// <summary>Bindings to roles that are not among what was read: what they give is not known, and that has to be said.</summary>
internal static class UnresolvedBindings
{
    private const int Named = 3;

    /// <summary>Says so, a line for each role, where there are any. On a cluster such a binding gives nothing.</summary>
    public static void Mention(AccessEvaluator evaluator)
    {
        foreach (var role in evaluator.Unresolved.Where(_ => !evaluator.Snapshot.IsAggregated).GroupBy(RoleOf))
        {
            var bindings = role.Select(binding => binding.ToString()).Distinct().ToList();
            var more = bindings.Count > Named ? $" and {bindings.Count - Named} more" : "";
            Screen.Say(PrintableText.Line($"{role.Key} is not among the manifests, so it is not known what {string.Join(
                ", ", bindings.Take(Named))}{more} allows: give those that have it with another --manifests, or take it from the cluster "
                + "with --with-live"));
        }
    }

    /// <summary>Them, for programs.</summary>
    public static IEnumerable<string> Names(AccessEvaluator evaluator) =>
        evaluator.Unresolved.Select(binding => $"{binding} → {binding.RoleKind} {binding.RoleName}");

    private static string RoleOf(RbacBinding binding) =>
        new RbacRole(binding.RoleKind == "Role" ? binding.Namespace : null, binding.RoleName, []).ToString();
}
