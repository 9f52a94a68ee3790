using Harness.Cli.Terminal;
using Harness.Rbac.Evaluation;

namespace Harness.Cli.Texts;

/// <summary>Bindings to roles that are not among what was read: what they give is not known, and that has to be said.</summary>
internal static class UnresolvedBindings
{
    /// <summary>Says so, where there are any. On a cluster such a binding gives nothing.</summary>
    public static void Mention(AccessEvaluator evaluator)
    {
        foreach (var binding in evaluator.Unresolved.Where(_ => !evaluator.Snapshot.IsAggregated))
        {
            Screen.Say(PrintableText.Line($"{binding} refers to {binding.RoleKind} {binding.RoleName}, which is not among the manifests: "
                + "what it allows is not known here"));
        }
    }

    /// <summary>Them, for programs.</summary>
    public static IEnumerable<string> Names(AccessEvaluator evaluator) =>
        evaluator.Unresolved.Select(binding => $"{binding} → {binding.RoleKind} {binding.RoleName}");
}
