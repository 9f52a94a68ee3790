using Harness.Api;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Workloads.Agents;

/// <summary>What agents need beyond other runs, asked before anything of them is made.</summary>
public static class AgentPermissions
{
    /// <summary>Asks the authorizer.</summary>
    /// <exception cref="HarnessException">Something is missing, and is named; or could not be asked.</exception>
    public static async Task EnsureAsync(IKubernetes admin, string ns, bool isJob, CancellationToken cancellationToken)
    {
        List<AccessQuestion> needed = [new(ns, "", "pods/proxy", "", "create"), new(ns, "", "pods", "", "deletecollection")];
        if (isJob)
            needed.AddRange([new(ns, "batch", "jobs", "", "create"), new(ns, "batch", "jobs", "", "delete")]);
        var answers = await Task.WhenAll(needed.Select(question => question.AskAboutSelfAsync(admin, cancellationToken)))
            .ConfigureAwait(false);
        var missing = needed.Zip(answers).Where(pair => !pair.Second.Allowed).Select(pair =>
            $"  {pair.First}{(pair.Second.Error is { } error ? $" (not decided: {error})" : "")}").ToList();
        if (missing.Count > 0)
        {
            throw HarnessException.Undecided(
                $"the kubeconfig's user lacks what load agents need besides, in any namespace:\n{string.Join('\n', missing)}\n"
                + "have it granted, or leave out --agents");
        }
    }
}
