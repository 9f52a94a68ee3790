using Harness.Api;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Workloads.Agents;

/// <summary>What agents need beyond other runs, asked before anything of them is made.</summary>
public static class AgentPermissions
{
    /// <summary>What they need in a namespace.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="isJob">Whether they are pods of a Job.</param>
    public static IReadOnlyList<AccessQuestion> Needed(string ns, bool isJob) =>
    [
        new(ns, "", "pods/proxy", "", "create"),
        new(ns, "", "pods", "", "deletecollection"),
        .. isJob ? [new(ns, "batch", "jobs", "", "create"), new(ns, "batch", "jobs", "", "delete")] : Array.Empty<AccessQuestion>(),
    ];

    /// <summary>Asks the authorizer.</summary>
    /// <exception cref="HarnessException">Something is missing, and is named; or could not be asked.</exception>
    public static async Task EnsureAsync(IKubernetes admin, string ns, bool isJob, CancellationToken cancellationToken)
    {
        var needed = Needed(ns, isJob);
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
