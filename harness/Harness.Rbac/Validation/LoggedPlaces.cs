using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Validation;

/// <summary>
/// Where what a log shows was done. What is done in all namespaces at once, as <c>kubectl get secrets -A</c> does, is done in each of a
/// policy's.
/// </summary>
/// <param name="policy">The policy.</param>
internal sealed class LoggedPlaces(AccessPolicy policy)
{
    private static readonly string[] OverAll = ["list", "watch", "deletecollection"];

    /// <summary>The question in each of its places.</summary>
    public IEnumerable<AccessQuestion> Of(AccessQuestion question) => question.Namespace.Length == 0 && IsInNamespaces(question) == true
        ? policy.Namespaces.Select(ns => question with { Namespace = ns })
        : [question];

    /// <summary>
    /// Whether something may have been done in the policy's namespaces that is judged there, and that nobody can tell: of a resource that
    /// Kubernetes itself does not have, a log does not say whether it lives in namespaces.
    /// </summary>
    public bool MayBeJudged(AccessQuestion question) => InEach(question).Any();

    /// <summary>What may have been done, in each namespace where it is judged.</summary>
    public IEnumerable<AccessQuestion> InEach(AccessQuestion question) => !IsAnywhere(question) ? []
        : from part in policy.Parts
          from ns in part.Namespaces
          let there = question with { Namespace = ns }
          where part.Scope.Judges(there)
          select there;

    /// <summary>A selector of one name makes a list one of that name.</summary>
    private static bool IsAnywhere(AccessQuestion question) =>
        question is { Namespace: "", Path: null } && OverAll.Contains(question.Verb) && IsInNamespaces(question) is null;

    private static bool? IsInNamespaces(AccessQuestion question) => CheckedScope.LivesInNamespaces(question.ApiGroup, question.Resource);
}
