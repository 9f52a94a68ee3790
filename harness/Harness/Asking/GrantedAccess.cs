using Harness.Api;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Asking;

/// <summary>Which parts of the API a subject may use, asked of the authorizer verb by verb.</summary>
/// <param name="admin">Client that may create SubjectAccessReviews.</param>
public sealed class GrantedAccess(IKubernetes admin)
{
    private const int AtOnce = 16;

    /// <summary>Keeps the verbs of each resource that a subject is allowed, and drops resources without any.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="ns">Namespace to ask about; empty for all namespaces at once, which only cluster-wide grants allow.</param>
    /// <param name="resources">What to ask about.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="HarnessException">
    /// The authorizer could not check everything, so what it did not allow is not denied (exit code 3).
    /// </exception>
    public async Task<IReadOnlyList<ApiResource>> OfAsync(
        AccessSubject subject, string ns, IReadOnlyList<ApiResource> resources, CancellationToken cancellationToken)
    {
        var cells = resources.SelectMany(resource => resource.Verbs.Select(verb => (Resource: resource, Verb: verb))).ToList();
        var allowed = new bool[cells.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, cells.Count, options, async (i, ct) =>
        {
            var (resource, verb) = cells[i];
            var question = new AccessQuestion(resource.Namespaced ? ns : "", resource.ApiGroup, resource.Name, "", verb);
            var answer = await question.AskAboutAsync(subject, admin, ct).ConfigureAwait(false);
            if (answer is { Allowed: false, Error: { Length: > 0 } error })
                throw HarnessException.Undecided($"the authorizer could not fully check whether {subject} may {question}: {error}");
            allowed[i] = answer.Allowed;
        }).ConfigureAwait(false);

        return
        [
            .. from pair in cells.Zip(allowed)
               where pair.Second
               group pair.First.Verb by pair.First.Resource into verbs
               select verbs.Key with { Verbs = [.. verbs] },
        ];
    }
}
