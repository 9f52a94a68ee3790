using k8s;
using k8s.Models;

namespace Harness.Asking;

/// <summary>
/// Does what the cluster's role aggregation controller does, which a control plane without controllers lacks: writes the rules of
/// aggregated ClusterRoles, until nothing changes. The API server says which roles a selector matches.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
/// </summary>
/// <param name="admin">Client of an administrator.</param>
internal sealed class AggregatedRoles(IKubernetes admin)
{
    /// <summary>Writes them.</summary>
    /// <exception cref="HarnessException">
    /// Roles aggregate each other in a circle and pass their rules around for ever: what they give depends on the moment (exit code 3).
    /// </exception>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        // Each round settles at least one role that aggregates, unless some are in a circle.
        for (var round = 0; ; round++)
        {
            var (roles, changed) = await WriteOnceAsync(cancellationToken).ConfigureAwait(false);
            if (changed.Count == 0)
                return;
            if (round > roles)
            {
                throw HarnessException.Undecided(
                    $"the ClusterRoles {string.Join(", ", changed)} aggregate each other in a circle and pass their rules around without "
                    + "end, so what they give depends on the moment: take away one of the labels that their selectors look for");
            }
        }
    }

    /// <returns>How many roles aggregate, and the names of those that were changed.</returns>
    private async Task<(int Roles, IReadOnlyList<string> Changed)> WriteOnceAsync(CancellationToken cancellationToken)
    {
        var roles = await admin.RbacAuthorizationV1.ListClusterRoleAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var (aggregating, changed) = (0, new List<string>());
        foreach (var role in roles.Items.Where(role => role.AggregationRule?.ClusterRoleSelectors is { Count: > 0 }))
        {
            aggregating++;
            var rules = await RulesAsync(role, cancellationToken).ConfigureAwait(false);
            if (KubernetesJson.Serialize(rules) == KubernetesJson.Serialize(role.Rules ?? []))
                continue;
            role.Rules = rules;
            await admin.RbacAuthorizationV1.ReplaceClusterRoleAsync(role, role.Metadata.Name, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            changed.Add(role.Metadata.Name);
        }

        return (aggregating, changed);
    }

    private async Task<IList<V1PolicyRule>> RulesAsync(V1ClusterRole role, CancellationToken cancellationToken)
    {
        var rules = new Dictionary<string, V1PolicyRule>();
        foreach (var selector in role.AggregationRule.ClusterRoleSelectors)
        {
            var selected = await admin.RbacAuthorizationV1.ListClusterRoleAsync(
                labelSelector: Text(selector), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            foreach (var one in selected.Items.Where(one => one.Metadata.Name != role.Metadata.Name)
                .OrderBy(one => one.Metadata.Name, StringComparer.Ordinal))
            {
                foreach (var rule in one.Rules ?? [])
                    rules.TryAdd(KubernetesJson.Serialize(rule), rule);
            }
        }

        return [.. rules.Values];
    }

    /// <summary>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api</summary>
    private static string Text(V1LabelSelector selector)
    {
        var labels = (selector.MatchLabels ?? new Dictionary<string, string>()).Select(label => $"{label.Key}={label.Value}");
        var expressions = (selector.MatchExpressions ?? []).Select(one => one.OperatorProperty switch
        {
            "In" => $"{one.Key} in ({string.Join(',', one.Values)})",
            "NotIn" => $"{one.Key} notin ({string.Join(',', one.Values)})",
            "Exists" => one.Key,
            _ => $"!{one.Key}",
        });
        return string.Join(',', labels.Concat(expressions));
    }
}
