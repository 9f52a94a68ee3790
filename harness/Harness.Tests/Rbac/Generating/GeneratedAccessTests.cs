using Harness.Rbac.Evaluation;
using Harness.Rbac.Generating;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Tests.Images;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Generating;

/// <summary>What is made of a policy gives the access that the policy allows, cell by cell, and no other.</summary>
internal sealed class GeneratedAccessTests
{
    private static readonly AccessPolicy Policy = AccessPolicyReader.Parse("access.yaml", PolicyText.Good);

    private static readonly string[] Namespaces = ["default", "shop", "kube-system"];
    private static readonly string[] Resources = ["services/proxy", "pods/proxy", "nodes/proxy", "services", "pods/log", "secrets"];
    private static readonly string[] Verbs = ["get", "create", "update", "patch", "delete", "list", "watch", "*", ""];

    private static readonly string[] Names =
        ["", "hello-app", "hello-app:", "hello-app:8080", "https:hello-app:", "https:hello-app:8080", "http:hello-app:8080",
            "https:other:web", "other", "hello-app-0", "hello-app-1"];

    [Test]
    public void Every_question_is_answered_as_the_policy_answers_it()
    {
        var evaluator = new AccessEvaluator(Generated());
        var strangers = new[] { new RbacSubject(RbacSubjectKind.User, "somebody"), new RbacSubject(
            RbacSubjectKind.ServiceAccount, "default", "default") };
        var subjects = Policy.Consumers.Select(consumer => consumer.Subject).Concat(strangers);
        var cells = (
            from subject in subjects
            from question in Questions()
            select (Subject: subject, Question: question, Allowed: IsAllowed(subject, question))).ToList();

        cells.Count(cell => cell.Allowed).ShouldBeInRange(50, cells.Count / 10);
        cells.Where(cell => evaluator.Decide(cell.Subject.ToAccessSubject(), cell.Question).Allowed != cell.Allowed)
            .Select(cell => $"{cell.Subject} {cell.Question}").ShouldBeEmpty();
    }

    private static IEnumerable<AccessQuestion> Questions() =>
        from ns in Namespaces
        from resource in Resources.Select(resource => ("", resource)).Append(("apps", "deployments/scale"))
            .Append(("", "deployments/scale"))
        from name in Names
        from verb in Verbs
        select new AccessQuestion(ns, resource.Item1, resource.Item2, name, verb);

    /// <summary>The policy's own answer: a name has to be one of the allowance's, where it has any.</summary>
    private static bool IsAllowed(RbacSubject subject, AccessQuestion question) => Policy.Consumers
        .Where(consumer => consumer.Subject.IsSame(subject))
        .SelectMany(consumer => consumer.Allow)
        .Any(one => one.Namespaces.Contains(question.Namespace)
            && (one.ApiGroup, one.Resource) == (question.ApiGroup, question.Resource)
            && (one.Names.Count == 0 || one.Names.Contains(question.Name))
            && (one.Verbs.Contains(question.Verb) || one.Verbs.Contains("*")));

    private static RbacSnapshot Generated()
    {
        using var scratch = new Scratch();
        KustomizeBase.Of(PolicyManifests.Of(Policy)).WriteTo(scratch["base"]);
        return new ManifestSnapshot().Read(scratch["base"], CancellationToken.None);
    }
}
